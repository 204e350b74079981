"""Reading a vault from disk, and writing files whole or not at all."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from relnotes.model import Config, Diagnostic
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import OUTPUT_MARK, Layout, unwelcome
from relnotes.parse.source import MAX_BYTES
from relnotes.render.problems import problem_lines
from relnotes.shell.errors import CannotRun

# The clocks of file systems tick every 1 to 10 ms; FAT's every two seconds, which only the next edit can mend.
_TICK = 20_000_000
# What became a pipe meanwhile is no note to wait for.
# So much tells whose a file is.
_FIRST = 1024
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
# Most notes are shorter, and read without asking for their size.
_USUAL = 1 << 14
EOLS = (b"\r\n", b"\n")
Signature = tuple[int, int, int, int]
"""(mtime_ns, size, inode, ctime_ns): what changes when a file does."""

# How the files begin that relnotes writes: the due note's first line, the review's page, the feed (whatever its ends).
_PAGE = b"<!doctype html>\n<!-- Written by relnotes -->"
OURS = (
    OUTPUT_MARK.encode(),
    _PAGE,
    *(e.join((b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//relnotes")) for e in EOLS),
)


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
    layout = load_layout(root, config)
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
            if entry.is_dir(follow_symlinks=False):
                if layout.enters(path):
                    folders.append(path)
            elif layout.takes(path):
                if problem := unwelcome(path):
                    problems.append(problem)
                else:
                    _add(found, path, entry, root)
    return Scan(found, tuple(sorted(problems, key=lambda problem: problem.path)))


def look_again(root: Path, before: Scan, paths: Iterable[str]) -> Scan | None:
    """What lies in the vault after some of its notes were written; None where it takes a scan to know."""
    notes = dict(before.notes)
    for path in paths:
        try:
            stat = os.lstat(root / path)
        except (OSError, ValueError):
            return None
        if path not in notes or not S_ISREG(stat.st_mode):
            return None
        notes[path] = _signature(stat)
    return Scan(notes, before.problems)


def _add(found: dict[str, Signature], path: str, entry: os.DirEntry[str], root: Path) -> None:
    """A link to a note counts while it stays inside of the vault; links to folders are not followed."""
    try:
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
            return
        stat = entry.stat()
    except OSError:
        return
    if S_ISREG(stat.st_mode):
        found[path] = _signature(stat)


def load_layout(root: Path, config: Config) -> Layout:
    """Where notes lie: the config's outputs and folders of templates, and those that Obsidian and Templater name."""
    found = [folder.strip("/") for folder in config.templates]
    for file, key in (
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    ):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            folder = json.loads((root / file).read_text("utf-8")).get(key)
            if isinstance(folder, str) and folder.strip("/"):
                found.append(folder.strip("/"))
    return Layout(frozenset(config.outputs), tuple(found))


def read_note(root: Path, path: str) -> bytes | None:
    """A note's bytes, no more than can be a note; None when it cannot be read just now."""
    try:
        # Opened as a file object it would take three times as long, most of it for a buffer of that size.
        file = os.open(f"{root}/{path}", _READ)
        try:
            data = os.read(file, _USUAL)
            if len(data) == _USUAL:
                data += os.read(file, max(0, min(os.fstat(file).st_size, MAX_BYTES) + 1 - _USUAL))
            return data
        finally:
            os.close(file)
    except OSError:
        return None


def signature(path: Path) -> Signature | None:
    """What changes when a file does; None when there is none."""
    try:
        return _signature(path.stat())
    except OSError:
        return None


def settled(one: Signature, now: int) -> bool:
    """Whether by now, in ns of the clock, no other edit can bear this signature."""
    return now - one[3] >= _TICK


def _signature(stat: os.stat_result) -> Signature:
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_ctime_ns)


def read_output(path: Path, most: int = -1) -> bytes | None:
    """What we wrote before, if anything; with `most` no more bytes of it."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def write_output(root: Path, path: str, data: bytes) -> bool:
    """Write one of our outputs into a vault; never over a file that is somebody else's, nor out of the vault."""
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise CannotRun(f"{path} leads out of {root}, so it is not written: choose another path in {CONFIG_FILE}.")
    refuse_foreign(target, path)
    return write_whole(target, data)


def refuse_foreign(target: Path, name: str) -> None:
    """Say no to writing over a file that relnotes did not write."""
    old = read_output(target, _FIRST)
    if old is not None and not old.startswith(OURS) and (old.strip() or (read_output(target) or b"").strip()):
        raise CannotRun(f"{name} was not written by relnotes, so it is left alone: move it, or choose another path.")


def write_whole(path: Path, data: bytes) -> bool:
    """Put `data` into a file, whole or not at all; False, and nothing touched, when it holds just that already."""
    if _size(path) == len(data) and read_output(path) == data:
        return False
    target = path.resolve() if path.is_symlink() else path
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".relnotes-{os.getpid()}-", suffix=".tmp", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode if mode is not None else 0o666 & ~umask())
        Path(temporary).replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        raise CannotRun(f"{path} cannot be written: {error.strerror}.") from error
    return True


def sweep(folder: Path) -> None:
    """Take away the temporary files of processes that were killed while they wrote here."""
    for left in left_behind(folder):
        with contextlib.suppress(OSError):
            left.unlink()


def left_behind(folder: Path) -> list[Path]:
    """The temporary files in a folder whose process is no more."""
    found = [(path, path.name.split("-")[1]) for path in folder.glob(".relnotes-*.tmp")]
    return [path for path, process in found if not (process.isdecimal() and _alive(int(process)))]


def _alive(process: int) -> bool:
    if os.name == "nt":
        # There is no harmless way to ask.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def umask() -> int:
    """Which permissions new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
