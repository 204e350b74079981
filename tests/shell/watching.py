"""A running `relnotes watch`, and an eye on its outputs that never blinks."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from tests.conftest import DAY, ROOT

# A test waits for the right state, however slow the machine; how fast it comes is for the benchmark.
PATIENCE = 40


class Watched:
    """`relnotes watch` on a vault, as a process of its own."""

    def __init__(self, root: Path, log: Path, before: tuple[str, ...] = ()) -> None:
        self.root = root
        self.log = log
        self.earlier = log.read_text().count("watching /") if log.exists() else 0
        with log.open("a") as file:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", "relnotes", "-C", str(root), "--today", DAY, "watch"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=file,
                text=True,
            )

    def __enter__(self) -> "Watched":
        self.until(lambda: self.said().count("watching /") > self.earlier, "it starts")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(PATIENCE)
        assert "Traceback" not in self.said()
        assert "please report" not in self.said()

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; fail when the watcher ends, or takes too long."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"{what}\n{self.said()}"
            time.sleep(0.02)

    def said(self) -> str:
        return self.log.read_text()

    def batches(self) -> int:
        return self.said().count(": wrote ")

    def due(self) -> str:
        return (self.root / "Due.md").read_text()

    def feed(self) -> str:
        return (self.root / "relnotes.ics").read_text().replace("\n ", "")

    def rest(self) -> None:
        rest(self.process.pid)


def rest(pid: int) -> None:
    """Wait until a process does nothing any more: it used no processor time for a while."""
    still = 0
    before = cpu(pid)
    end = time.monotonic() + PATIENCE
    while still < 8 and time.monotonic() < end:
        time.sleep(0.25)
        now = cpu(pid)
        still = still + 1 if now - before < 0.03 else 0
        before = now


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak(pid: int) -> int:
    """Bytes that a process held in memory when it held most."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


def handles(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


@contextlib.contextmanager
def never_worse(root: Path, holds: Callable[[str, str], bool]) -> Iterator[list[str]]:
    """Look at Due.md and the feed all the time: each is always there and whole, and what is asked of them holds."""
    bad: list[str] = []
    ended = threading.Event()
    seen: tuple[str, str] | None = None

    def look() -> None:
        nonlocal seen
        while not ended.wait(0.003):
            try:
                now = (root / "Due.md").read_text(), (root / "relnotes.ics").read_text().replace("\n ", "")
            except OSError as error:
                bad.append(str(error))
                return
            if now != seen and not (now[1].endswith("END:VCALENDAR\n") and holds(*now)):
                bad.append("\n".join(now))
            seen = now

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield bad
    finally:
        ended.set()
        thread.join()
    assert not bad, f"{len(bad)} bad moments, the first:\n{bad[0][:3000]}"


def build(root: Path, count: int, cadence: str = "6 weeks", folders: int = 1) -> Path:
    """A vault of `count` contacts, spoken to last on days of this year."""
    for number in range(count):
        path = note(root, number, folders)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(number, cadence))
    (root / "relnotes.toml").write_text('people = ["People"]\n[capacity]\nper_day = 50\nper_week = 250\n')
    return root


def note(root: Path, number: int, folders: int = 1) -> Path:
    folder = root / "People" if folders == 1 else root / "People" / f"F{number % folders}"
    return folder / f"Person {number:05}.md"


def text(number: int, cadence: str = "6 weeks", more: str = "") -> str:
    day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}"
    return f"---\ntags: [person]\nid: p{number}\ncadence: {cadence}\n---\n## Log\n{more}- {day} coffee: his trains\n"
