"""Work on many notes, shared between the processors.

Each process takes the next portion when it is done with one, so that none waits long for a slower one. What another
finds lies in memory that we see as well; we take it from there between our own portions.
"""

import contextlib
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NoReturn, TypeVar

import msgspec

from relnotes.shell.kept import plain

Result = TypeVar("Result")
Work = Callable[[Sequence[str]], dict[str, Result]]
# Fewer notes are done before another process has begun.
_WORTH_IT = 500
_MOST = 4
_PORTION = 50
# The numbers of all portions must fit into a pipe that nobody reads yet.
_MOST_PORTIONS = 10_000
_TICKET = struct.Struct("<I")
# Of which portion what was found is ready, and how many bytes that is.
_READY = struct.Struct("<II")


def shared(
    work: Work[Result],
    paths: Sequence[str],
    kind: type[dict[str, Result]],
    tick: Callable[[int], None] = lambda _: None,
) -> dict[str, Result]:
    """What the work makes of the paths: each process does a part. What another fails to do is left to us.

    `kind` is what comes back, for msgspec; `tick` hears how many more paths are done.
    """
    size = max(_PORTION, len(paths) // _MOST_PORTIONS + 1)
    portions = [paths[at : at + size] for at in range(0, len(paths), size)]
    found: dict[str, Result] = {}
    waiting = set(range(len(portions)))

    def done(portion: int, part: dict[str, Result]) -> None:
        waiting.discard(portion)
        found.update(part)
        tick(len(portions[portion]))

    with _others(work, portions, kind) as (tickets, others):
        for portion in tickets:
            done(portion, work(portions[portion]))
            for other in others:
                for ready in other.ready(wait=False):
                    done(*ready)
        for other in others:
            for ready in other.ready(wait=True):
                done(*ready)
    for portion in sorted(waiting):
        done(portion, work(portions[portion]))
    return found


@contextlib.contextmanager
def _others(
    work: Work[Result], portions: Sequence[Sequence[str]], kind: type[dict[str, Result]]
) -> "Iterator[tuple[Iterator[int], list[_Other[Result]]]]":
    """The portions that we get, and the processes that take others; none where work is little or may not be shared."""
    count = min(_MOST, sum(map(len, portions)) // _WORTH_IT, _processors())
    others: list[_Other[Result]] = []
    if count < 2:
        yield iter(()), others
        return
    tickets, heap = os.pipe()
    try:
        os.write(heap, b"".join(map(_TICKET.pack, range(len(portions)))))
        os.close(heap)
        # Where there may be no more processes, all is ours.
        with contextlib.suppress(OSError):
            while len(others) < count - 1:
                others.append(_begin(work, portions, kind, tickets))
        yield _taken(tickets), others
    finally:
        os.close(tickets)
        for other in others:
            other.end()


def _taken(tickets: int) -> Iterator[int]:
    """The portions that one process gets: the next one whenever it asks, until none is left."""
    while ticket := os.read(tickets, _TICKET.size):
        yield _TICKET.unpack(ticket)[0]


class _Other(Generic[Result]):
    """Another process: where it puts what it finds, and by which pipe it says so."""

    def __init__(self, process: int, memory: int, told: int, kind: type[dict[str, Result]]) -> None:
        self._process = process
        self._memory = memory
        self._told = told
        self._at = 0
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def ready(self, *, wait: bool) -> Iterator[tuple[int, dict[str, Result]]]:
        """What it has found since we asked last, by portions; with `wait` all that it finds until it ends."""
        os.set_blocking(self._told, wait)
        with contextlib.suppress(BlockingIOError, msgspec.DecodeError):
            while said := os.read(self._told, _READY.size):
                portion, size = _READY.unpack(said)
                data = os.pread(self._memory, size, self._at)
                self._at += size
                yield portion, self._decode(data)

    def end(self) -> None:
        """End it, wherever it is; nothing of it is left."""
        os.close(self._told)
        os.close(self._memory)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _begin(
    work: Work[Result], portions: Sequence[Sequence[str]], kind: type[dict[str, Result]], tickets: int
) -> _Other[Result]:
    """Another process that takes portions."""
    memory = os.memfd_create("relnotes")
    told, tell = os.pipe()
    try:
        process = os.fork()
    except OSError:
        for file in (memory, told, tell):
            os.close(file)
        raise
    if process == 0:
        _take_part(work, portions, tickets, memory, tell)
    os.close(tell)
    return _Other(process, memory, told, kind)


def _take_part(work: Work[Result], portions: Sequence[Sequence[str]], tickets: int, memory: int, tell: int) -> NoReturn:
    """What the other process does; whatever goes wrong, that work is done again where it can be said."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
        for portion in _taken(tickets):
            data = encode(work(portions[portion]))
            if os.write(memory, data) < len(data):
                break
            os.write(tell, _READY.pack(portion, len(data)))
    finally:
        os._exit(0)


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
