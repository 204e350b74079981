"""The one way in which relnotes changes a note: compared again just before it is replaced, and whole or not at all.

An editor, a sync tool or another relnotes may save the same note at any moment. What they saved is never written over:
the edit is done anew on their text, a few times, and then refused with a sentence.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from relnotes.edit.refused import Refused
from relnotes.shell.disk import umask
from relnotes.shell.errors import Busy, CannotRun
from relnotes.shell.lock import only_writer
from relnotes.shell.swap import swap

Edit = Callable[[bytes], bytes]
"""The bytes of a note -> those after the edit, or `Refused`. It may be called again, on newer bytes."""

_TRIES = 12
# How long a program that opened the old file just before it was replaced may take to write to it.
_LATE = 0.03


class Written(Struct, frozen=True):
    """A note that was changed (or would be), with its bytes before and after."""

    path: str
    before: bytes
    after: bytes


def plan_notes(root: Path, edits: Mapping[str, Edit]) -> list[Written]:
    """What the edits, by path, would change; nothing is written. CannotRun when one of them cannot be done."""
    return [one for path, edit in edits.items() if (one := _plan(root, path, edit)).after != one.before]


def change_notes(root: Path, edits: Mapping[str, Edit]) -> list[Written]:
    """Change notes, each whole or not at all; those that changed.

    All edits are tried and laid beside their notes before the first note is replaced, so that one that cannot be done,
    or a disk that is full, leaves everything as it was. When a later one fails all the same, the sentence says which
    notes were written and which were not.
    """
    with only_writer(root):
        return _change(root, edits)


def _change(root: Path, edits: Mapping[str, Edit]) -> list[Written]:
    planned = plan_notes(root, edits)
    jobs: list[_Job] = []
    done: list[Written] = []
    try:
        for one in planned:
            with _naming(one.path):
                job = _Job(root, one, edits[one.path])
            jobs.append(job)
        for job in jobs:
            with _naming(job.one.path):
                written = job.replace()
            done.append(written)
        if jobs:
            time.sleep(_LATE)
        for job in jobs:
            with _naming(job.one.path):
                job.look_back()
    except CannotRun as error:
        kind = Busy if isinstance(error, Busy) else CannotRun
        raise kind(_failed(error, done, planned)) from error
    finally:
        for job in jobs:
            job.clear()
    return [job.one for job in jobs]


@contextlib.contextmanager
def _naming(path: str) -> Iterator[None]:
    """Say which note it was where the system refuses something."""
    try:
        yield
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror}.") from error


def _failed(error: CannotRun, done: list[Written], planned: list[Written]) -> str:
    if len(planned) < 2:
        return str(error)
    written = ", ".join(one.path for one in done) or "none"
    left = ", ".join(one.path for one in planned[len(done) :]) or "none"
    return f"{error} Changed: {written}. As before: {left}."


def _plan(root: Path, path: str, edit: Edit) -> Written:
    """An edit done on what is there now. A save that has only begun is given a moment."""
    for nth in range(_TRIES):
        data = _read(root / path)
        if data or (data is not None and nth == _TRIES - 1):
            return Written(path, data, _edited(edit, data))
        time.sleep(0.02 * nth)
    raise Busy(f"{path} cannot be read just now: try again.")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _edited(edit: Edit, data: bytes) -> bytes:
    try:
        return edit(data)
    except Refused as error:
        raise CannotRun(str(error)) from None


class _Job:
    """One note on its way: the new text lies beside it, and after the exchange the old one does."""

    def __init__(self, root: Path, one: Written, edit: Edit) -> None:
        self.root = root
        self.one = one
        self.edit = edit
        self.target = (root / one.path).resolve()
        self.old: BinaryIO | None = None
        self.beside = beside(self.target, one.after)

    def replace(self) -> Written:
        """Put the new text in its place; done anew on whatever somebody has saved meanwhile, or refused."""
        for _ in range(_TRIES):
            if _read(self.target) != self.one.before:
                self._anew(_plan(self.root, self.one.path, self.edit))
                continue
            if self.one.after == self.one.before:
                return self.one
            self._exchange()
            theirs = self._displaced()
            if theirs == self.one.before:
                return self.one
            self._give_back(theirs)
        raise Busy(f"{self.one.path} is being changed by somebody else again and again: try again.")

    def look_back(self) -> None:
        """Once more a moment later: a program that had the old file open may have written to it meanwhile."""
        if self.old is not None and (theirs := self._displaced()) != self.one.before:
            self._give_back(theirs)
            self.replace()

    def clear(self) -> None:
        """Take away what lies beside the note."""
        if self.old is not None:
            self.old.close()
        with contextlib.suppress(OSError):
            self.beside.unlink()

    def _exchange(self) -> None:
        if swap(self.beside, self.target):
            self.old = self.beside.open("rb")
        else:
            self.old = self.target.open("rb") if os.name == "posix" else None
            self.beside.replace(self.target)
        with contextlib.suppress(OSError):
            sync_folder(self.target.parent)

    def _displaced(self) -> bytes:
        """What the file holds now that our text took the place of."""
        if self.old is None:
            return self.one.before
        self.old.seek(0)
        return self.old.read()

    def _give_back(self, theirs: bytes) -> None:
        """Our text stands in the place of one that we never saw: next, the edit goes onto that one."""
        ours = self.one.after
        try:
            after = _edited(self.edit, theirs)
        except CannotRun:
            beside(self.target, theirs).replace(self.target)
            raise
        self._anew(Written(self.one.path, ours, after))

    def _anew(self, one: Written) -> None:
        self.one = one
        self.clear()
        self.old = None
        self.beside = beside(self.target, one.after)


def beside(target: Path, data: bytes) -> Path:
    """A file with these bytes beside another one, with its mode, safe on the disk."""
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".relnotes-{os.getpid()}-", suffix=".tmp", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~umask())
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise
    return Path(temporary)


def sync_folder(folder: Path) -> None:
    """Have a folder's own entries safe on the disk, where the system can be asked for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def create_note(root: Path, path: str, data: bytes, *, sync: bool = True) -> None:
    """Make a note that was not there, whole or not at all; never over another file.

    Without `sync` the caller calls `sync_folder` itself, once for many notes.
    """
    target = root / path
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = beside(target, data)
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise CannotRun(f"{path} is there already.") from None
        except OSError:
            # Not every file system has links.
            if os.path.lexists(target):
                raise CannotRun(f"{path} is there already.") from None
            temporary.replace(target)
        if sync:
            sync_folder(target.parent)
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def move_note(root: Path, old: str, new: str) -> None:
    """Give a file another name in its folder; never over another file, but in another case it may be the same one."""
    source, target = root / old, root / new
    try:
        if os.path.lexists(target) and not source.samefile(target):
            raise CannotRun(f"{new} is there already.")
        source.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise CannotRun(f"{old} cannot be renamed: {error.strerror}.") from error
