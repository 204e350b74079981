"""One watcher a vault: a lock on the folder itself. It leaves no file, and ends with the process, however that ends."""

import os
import sys
from pathlib import Path

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
