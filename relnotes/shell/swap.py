"""Putting one file in the place of another so that what stood there is still at hand."""

import ctypes
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def swap(one: Path, other: Path) -> bool:
    """Exchange two files of a folder in one step; False where the system or the file system cannot.

    Python has no name for this. A plain replace would lose what another program put there a moment before.
    """
    call = _call()
    return call is not None and call(os.fsencode(one), os.fsencode(other)) == 0


@lru_cache(maxsize=1)
def _call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform not in {"linux", "darwin"}:
        return None
    try:
        libc = ctypes.CDLL(None)
        if sys.platform == "darwin":
            renamex = libc.renamex_np
            return lambda one, other: int(renamex(one, other, _EXCHANGE))
        rename = libc.renameat2
        return lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE))
    except (OSError, AttributeError):
        return None
