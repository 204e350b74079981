"""What a process that runs for a year does with its memory."""

import contextlib
import ctypes
import sys

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_LARGE = 4 << 20


def give_back() -> None:
    """Have every large block given back to the system as soon as it is free.

    The feed of ten thousand people is one, at every save. glibc would learn from the first to keep twice as much.
    """
    if sys.platform == "linux":
        # Where the C library is another one it has no such call, nor that habit.
        with contextlib.suppress(OSError, AttributeError):
            set_to = ctypes.CDLL(None).mallopt
            set_to(_M_MMAP_THRESHOLD, _LARGE)
            # As much stays at hand for smaller ones, such as the answers of serve.
            set_to(_M_TRIM_THRESHOLD, 2 * _LARGE)
