"""Work on many notes, shared between the processors."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from relnotes.lint.check import Judged

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Work = Callable[[Sequence[str]], dict[str, Judged]]
# Below this many notes it is done before another process has begun.
_WORTH_IT = 500
_MOST = 4


def shared(work: Work, paths: Sequence[str]) -> dict[str, Judged]:
    """What the work makes of the paths: each process does a part. One that fails leaves its part to us."""
    count = min(_MOST, len(paths) // _WORTH_IT, _processors())
    if count < 2:
        return work(paths)
    import multiprocessing

    context = multiprocessing.get_context("fork")
    others = []
    for share in range(1, count):
        ours, theirs = context.Pipe(duplex=False)
        other = context.Process(target=_send, args=(theirs, work, paths[share::count]), daemon=True)
        other.start()
        theirs.close()
        others.append((share, ours, other))
    found = work(paths[::count])
    for share, ours, other in others:
        found |= _receive(ours) or work(paths[share::count])
        other.join()
    return found


def _processors() -> int:
    """How many processors we may use; one where a process cannot become two as it is."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _send(to: "Connection", work: Work, paths: Sequence[str]) -> None:
    try:
        to.send_bytes(msgspec.msgpack.encode(work(paths)))
    except Exception:  # noqa: BLE001 - whatever it is, the work is done again where it can be said
        to.close()


def _receive(connection: "Connection") -> dict[str, Judged]:
    try:
        return msgspec.msgpack.decode(connection.recv_bytes(), type=dict[str, Judged])
    except EOFError:
        return {}
