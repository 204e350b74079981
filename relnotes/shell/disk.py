"""Reading a vault from disk, and writing files whole or not at all."""

import contextlib
import fnmatch
import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from relnotes.model import Config, Diagnostic, Span
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.note import OUTPUT_MARK
from relnotes.parse.source import MAX_BYTES
from relnotes.render.problems import problem_lines
from relnotes.shell.errors import CannotRun

EOLS = (b"\r\n", b"\n")
Signature = tuple[int, int, int, int]
"""(mtime_ns, size, inode, ctime_ns): what changes when a file does."""

# How the files begin that relnotes writes: the due note's first line, the feed's first lines (whatever their ends).
OURS = (OUTPUT_MARK.encode(), *(e.join((b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//relnotes")) for e in EOLS))
_CONFLICT_COPY = re.compile(
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?\.md$|\((Conflicted copy .*|.*'s conflicted copy.*|conflicted copy.*)\)\.md$",
    re.IGNORECASE,
)
_LITTER = (
    "*~",
    "#*#",
    ".*",
    "*___jb_tmp___",
    "*___jb_old___",
    "*.tmp",
    "~syncthing~*",
    "conflict-files-obsidian-git.md",
)
_SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


class Scan(Struct, frozen=True):
    """What lies in the vault: each note's signature by path, and the files that are reported instead of read."""

    notes: Mapping[str, Signature]
    problems: tuple[Diagnostic, ...] = ()


def find_vault(start: Path) -> Path:
    """The nearest folder upward that is a vault by its config or by Obsidian's, else the start itself."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file() or (folder / ".obsidian").is_dir():
            return folder
    return start


def load_config(root: Path) -> Config:
    """The vault's configuration; its mistakes are all said, and end the command."""
    if not root.is_dir():
        raise CannotRun(f"{root} is no folder: name your vault with -C FOLDER.")
    try:
        data = (root / CONFIG_FILE).read_bytes()
    except FileNotFoundError:
        data = None
    except OSError as error:
        raise CannotRun(f"{CONFIG_FILE} cannot be read: {error.strerror}.") from error
    config, problems = parse_config(data)
    if problems:
        raise CannotRun("\n".join(problem_lines(problems)))
    return config


def scan(root: Path, config: Config) -> Scan:
    """Every Markdown file of the vault but templates, hidden folders, litter, and what relnotes wrote itself."""
    found: dict[str, Signature] = {}
    problems: list[Diagnostic] = []
    outputs = set(config.outputs)
    templates = _template_folders(root, config)
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            if not folder:
                raise CannotRun(f"{root} cannot be read: {error.strerror}.") from error
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS:
                continue
            if entry.is_dir(follow_symlinks=False):
                if not _in_templates(path, templates):
                    folders.append(path)
            elif entry.name.lower().endswith(".md") and path not in outputs:
                if problem := _unwelcome(path):
                    problems.append(problem)
                elif not any(fnmatch.fnmatchcase(entry.name, litter) for litter in _LITTER):
                    _add(found, path, entry, root)
    return Scan(found, tuple(sorted(problems, key=lambda problem: problem.path)))


def _unwelcome(path: str) -> Diagnostic | None:
    """What is wrong with a file by its name alone."""
    place = Span(1, 1, 1, 1)
    if _CONFLICT_COPY.search(path):
        message = "a sync tool made this copy of a note edited in two places; it is not read"
        hint = "merge what is missing into the note, then delete the copy"
        return Diagnostic(path, place, "conflict-copy", "warning", message, hint)
    try:
        path.encode()
    except UnicodeEncodeError:
        name = path.encode("utf-8", "replace").decode()
        message = "this file's name is not UTF-8, so the note is not read"
        return Diagnostic(name, place, "not-utf8", "error", message, "rename the file")
    return None


def _add(found: dict[str, Signature], path: str, entry: os.DirEntry[str], root: Path) -> None:
    """A link to a note counts while it stays inside of the vault; links to folders are not followed."""
    with contextlib.suppress(OSError):
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
            return
        if entry.is_file():
            stat = entry.stat()
            found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_ctime_ns)


def _in_templates(path: str, templates: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(path, template) for template in templates)


def _template_folders(root: Path, config: Config) -> tuple[str, ...]:
    """The folders of templates: the config's, and what Obsidian and Templater say are theirs."""
    found = [folder.strip("/") for folder in config.templates]
    for file, key in (
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    ):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            folder = json.loads((root / file).read_text("utf-8")).get(key)
            if isinstance(folder, str) and folder.strip("/"):
                found.append(folder.strip("/"))
    return tuple(found)


def read_note(root: Path, path: str) -> bytes | None:
    """A note's bytes, no more than can be a note; None when it cannot be read just now."""
    try:
        with (root / path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None


def read_output(path: Path) -> bytes | None:
    """What we wrote before, if anything."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error


def write_output(root: Path, path: str, data: bytes) -> bool:
    """Write one of our outputs into a vault; never over a file that is somebody else's, nor out of the vault."""
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise CannotRun(f"{path} leads out of {root}, so it is not written: choose another path in {CONFIG_FILE}.")
    refuse_foreign(target, path)
    return write_whole(target, data)


def refuse_foreign(target: Path, name: str) -> None:
    """Say no to writing over a file that relnotes did not write."""
    old = read_output(target)
    if old is not None and old.strip() and not old.startswith(OURS):
        raise CannotRun(f"{name} was not written by relnotes, so it is left alone: move it, or choose another path.")


def write_whole(path: Path, data: bytes) -> bool:
    """Put `data` into a file, whole or not at all; False, and nothing touched, when it holds just that already."""
    if read_output(path) == data:
        return False
    target = path.resolve() if path.is_symlink() else path
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".relnotes-", suffix=".tmp", delete=False) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode if mode is not None else 0o666 & ~_umask())
        Path(temporary).replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        raise CannotRun(f"{path} cannot be written: {error.strerror}.") from error
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
