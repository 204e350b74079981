"""Which notes are contacts, and the id of each."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache
from typing import TypeVar

from relnotes.model import Config, Diagnostic, Note, Span
from relnotes.vault.names import Named

_Named = TypeVar("_Named", bound=Named)

# Problems that matter in every note, whoever it is about.
_EVERYWHERE = {"merge-conflict", "conflict-copy"}


def problems_of(note: Note, config: Config) -> list[Diagnostic]:
    """What is worth saying of a note: of one that is no contact, nor about me, only what matters in every file."""
    ours = note.type == "me" or is_tracked(note, config)
    return [problem for problem in note.diagnostics if ours or problem.rule in _EVERYWHERE]


def is_tracked(note: Note, config: Config) -> bool:
    """Whether a note is a contact: marked as one, and where people live; communities and the like wherever they lie."""
    if note.type in {"community", "event", "writing"}:
        return True
    if not note.readable and config.people and in_folders(note.path, config.people):
        return True
    return note.marked and (not config.people or in_folders(note.path, config.people))


def in_folders(path: str, globs: Iterable[str]) -> bool:
    """Whether the globs name a path, or a folder in which it lies at any depth: ``People`` and ``People/**`` alike."""
    return _in_folders(tuple(globs)).match(path) is not None


@lru_cache(maxsize=1024)
def _in_folders(globs: tuple[str, ...]) -> re.Pattern[str]:
    names = [glob.strip("/") for glob in globs]
    return re.compile("|".join([translate(glob) for name in names for glob in (name, f"{name}/*")]) or r"(?!)")


def identities(tracked: Iterable[_Named]) -> tuple[dict[str, str], list[tuple[_Named, _Named]]]:
    """The id of each tracked note, by path; and each note that claims an id which another has already, with that one.

    The first path keeps the id; a later one goes by its path.
    """
    ids: dict[str, str] = {}
    owner: dict[str, _Named] = {}
    clashes = []
    for note in tracked:
        wanted = note.fields.id or note.path
        if wanted in owner:
            clashes.append((note, owner[wanted]))
            wanted = note.path
        owner[wanted] = note
        ids[note.path] = wanted
    return ids, clashes


def clash_words(note: Named, owner: Named) -> tuple[str, str]:
    """What to say of a note whose id another one has."""
    return f"the id “{note.fields.id}” is that of {owner.path} already", "give this note another id, or none"


def clash_problem(clash: tuple[Note, Note]) -> Diagnostic:
    note, owner = clash
    line = note.fields.lines.get("id", 1)
    message, hint = clash_words(note, owner)
    return Diagnostic(note.path, Span(line, 1, line, 1), "duplicate-id", "error", message, hint)
