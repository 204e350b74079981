"""Work on many notes, shared between the processors."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from relnotes.shell.kept import plain

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Work = Callable[[Sequence[str]], dict[str, Result]]
# Fewer notes are done before another process has begun.
_WORTH_IT = 500
_MOST = 4


def shared(
    work: Work[Result], paths: Sequence[str], kind: type[dict[str, Result]], ours: Work[Result] | None = None
) -> dict[str, Result]:
    """What the work makes of the paths: each process does a part. One that fails leaves its part to us.

    `kind` is what comes back, for msgspec; `ours` is the same work as this process does it, perhaps with a bar.
    """
    ours = ours or work
    count = min(_MOST, len(paths) // _WORTH_IT, _processors())
    if count < 2:
        return ours(paths)
    import multiprocessing

    context = multiprocessing.get_context("fork")
    others = []
    for share in range(1, count):
        here, there = context.Pipe(duplex=False)
        other = context.Process(target=_send, args=(there, work, paths[share::count]), daemon=True)
        # Where there may be no more processes, its part is ours: nothing comes from a pipe that has no other end.
        with contextlib.suppress(OSError):
            other.start()
        there.close()
        others.append((share, here, other))
    found = ours(paths[::count])
    for share, here, other in others:
        found |= _receive(here, kind) or ours(paths[share::count])
        if other.pid:
            other.join()
    return found


def beside(work: Callable[[], None], size: int) -> None:
    """Work on so many notes that nobody waits for: where it is much, in a process of its own, which we outlive."""
    if size < _WORTH_IT or _processors() < 2:
        work()
        return
    import multiprocessing

    try:
        # Not a daemon: whoever ends waits for it, so nothing is cut short.
        multiprocessing.get_context("fork").Process(target=_undisturbed, args=(work,)).start()
    except OSError:
        work()


def _processors() -> int:
    """How many processors we may use; one where a process cannot become two as it is."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _undisturbed(work: Callable[[], None]) -> None:
    # Ctrl-C is for the one who waits for us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work()


def _send(to: "Connection", work: Work[Result], paths: Sequence[str]) -> None:
    try:
        _undisturbed(lambda: to.send_bytes(msgspec.msgpack.encode(work(paths), enc_hook=plain)))
    except Exception:  # noqa: BLE001 - whatever it is, the work is done again where it can be said
        to.close()


def _receive(connection: "Connection", kind: type[dict[str, Result]]) -> dict[str, Result]:
    try:
        return msgspec.msgpack.decode(connection.recv_bytes(), type=kind)
    except (EOFError, OSError, msgspec.DecodeError):
        return {}
