"""The notes: which are read, and which are not."""

import os
from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.parse.note import parse_note
from relnotes.parse.words import Heads
from relnotes.render.clean import shown
from relnotes.shell.disk import load_layout, read_note, scan
from relnotes.shell.doctor.result import Result
from relnotes.vault import build_vault

_NAMED = 5


def check(root: Path, config: Config) -> Iterator[Result]:
    found = scan(root, config)
    heads = Heads(config.contact_kinds)
    texts = {path: read_note(root, path) for path in found.notes}
    vault = build_vault({path: parse_note(path, data, heads) for path, data in texts.items() if data}, config)
    if vault.contacts:
        yield Result("notes", "fine", f"{len(vault.contacts):,} contacts in {len(found.notes):,} notes")
    else:
        yield Result(
            "notes",
            "wrong",
            f"{len(found.notes):,} notes, and none is about a contact",
            "mark them with type: person, or name their folder in people",
        )
    for problem in found.problems:
        yield Result("notes", "wrong", f"{shown(problem.path)}: {problem.message}", problem.hint)
    for path in sorted(path for path, data in texts.items() if data is None):
        yield Result("notes", "wrong", f"{shown(path)} cannot be read", "give yourself the right to read it")
    why = {problem.path: problem for problem in reversed(vault.diagnostics) if problem.severity == "error"}
    for _, path in vault.unreadable[:_NAMED]:
        says, remedy = (why[path].message, why[path].hint) if path in why else ("it cannot be read", "relnotes lint")
        yield Result("notes", "wrong", f"{shown(path)} counts for nothing: {says}", remedy)
    if len(vault.unreadable) > _NAMED:
        yield Result("notes", "wrong", f"{len(vault.unreadable) - _NAMED} more notes like this", "relnotes lint")
    yield from _links(root, config)


def _links(root: Path, config: Config) -> Iterator[Result]:
    """Linked notes and folders: links out of the vault, and to folders, are not followed."""
    layout = load_layout(root, config)
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if layout.enters((below / name).as_posix())]
        for name in [*folders, *files]:
            path = below / name
            if not (root / path).is_symlink() or not (name in folders or layout.takes(path.as_posix())):
                continue
            inside = (root / path).resolve().is_relative_to(root.resolve())
            if name in folders or not inside:
                what = "a link to a folder" if name in folders else "a link out of the vault"
                yield Result("notes", "note", f"{shown(str(path))} is {what}, so it is not read", "move it in")
            elif not (root / path).exists():
                yield Result("notes", "wrong", f"{shown(str(path))} is a link to nothing", "mend or delete it")
