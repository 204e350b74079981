"""One watcher a vault: a lock on the folder itself. It leaves no file, and ends with the process, however that ends.

And one writer at a time among our own processes, watcher or not: a lock on a file in the user's cache folder.
"""

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_path

from relnotes.shell.errors import Busy

if sys.platform != "win32":
    import fcntl


class Lock:
    """The right to keep a vault's outputs true."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.handle = -1

    def take(self) -> bool:
        """Whether it is ours now. Where folders cannot be locked (some network drives, Windows) it always is."""
        self.release()
        if sys.platform == "win32":
            return True
        try:
            self.handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        except OSError:
            return True
        return True

    def release(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
        self.handle = -1


def is_held(folder: Path) -> bool:
    """Whether somebody keeps the outputs of a vault true just now."""
    lock = Lock(folder)
    free = lock.take()
    lock.release()
    return not free


# Longer than any writing takes; a process that was stopped in the middle of one must not stop all others.
_PATIENCE = 10.0


@contextlib.contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Be the only relnotes that changes notes of a vault; `Busy` when another one does for too long.

    Where there is no such lock (Windows, a cache folder that cannot be written to) nothing is waited for.
    """
    handle = _open(root)
    end = time.monotonic() + _PATIENCE
    try:
        while handle >= 0 and not _locked(handle):
            if time.monotonic() > end:
                raise Busy("Another relnotes is changing notes just now: try again.")
            time.sleep(0.01)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _open(root: Path) -> int:
    if sys.platform == "win32":
        return -1
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    path = user_cache_path("relnotes", appauthor=False) / f"writing-{name}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return -1


def _locked(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
