"""Keeps the outputs of a vault true while it is edited.

Events only say that something happened; a scan by (mtime, size, inode, ctime) decides what changed. So a storm of
events is one batch, and an event that never came is caught by the scan that runs every half minute anyway.
"""

import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from relnotes.model import Config
from relnotes.render.problems import problem_lines
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Snapshot, compute, render_outputs, take_snapshot, write_outputs

QUIET = 0.25
LONGEST = 2.0
SCAN = 30.0
# A note that could not be read is looked at again after so long, whatever the events say.
AGAIN = 1.0

Say = Callable[[str], None]
Clock = Callable[[Config], date]


class _Marks(FileSystemEventHandler):
    """Marks the vault as touched; it never raises and never reads, so it cannot cause the next event."""

    def __init__(self, touched: threading.Event) -> None:
        self.touched = touched

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a note opens and closes it: those two would wake us for our own scans, for ever.
        if not isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            self.touched.set()


class Watcher:
    """One vault, watched until it is told to stop."""

    def __init__(self, root: Path, clock: Clock, say: Say) -> None:
        self.root = root
        self.clock = clock
        self.say = say
        self.touched = threading.Event()
        self.stopped = False
        self.snapshot: Snapshot | None = None
        self.day: date | None = None
        self.config = Config()
        """The last config that could be read."""
        self.said: frozenset[str] = frozenset()
        self.watched = self._identity()

    def refresh(self) -> None:
        """Bring the snapshot and the outputs up to date; what cannot be done is said once, and tried again later."""
        try:
            self.config = load_config(self.root)
            fresh = take_snapshot(self.root, self.config, self.snapshot)
            today = self.clock(self.config)
            computed = compute(self.root, self.config, fresh, today)
            written = write_outputs(self.root, render_outputs(computed))
        except CannotRun as error:
            self.say_once({str(error)})
            return
        except Exception as error:  # noqa: BLE001 - a year-long process: one batch may fail, the next one is tried
            self.say_once({f"this batch failed, please report it: {type(error).__name__}: {error}"})
            return
        changed = _changes(self.snapshot, fresh, new_day=today != self.day)
        self.snapshot, self.day = fresh, today
        worth = set(problem_lines(p for p in computed.problems if p.severity != "info"))
        self.say_once(worth | {f"{path}: kept as it was, since it cannot be read just now" for path in fresh.stale})
        if written:
            self.say(f"{changed}: wrote {', '.join(written)}")

    def say_once(self, lines: set[str]) -> None:
        """Say what was not said the last time."""
        for line in sorted(lines - self.said):
            self.say(line)
        self.said = frozenset(lines)

    def run(self) -> None:
        """Watch until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        observer = self._observe()
        self.refresh()
        self.say(f"watching {self.root}, stop with Ctrl-C")
        while not self.stopped:
            self._wait()
            if self._identity() != self.watched:
                # The folder was removed, or made again: the system still watches the old one.
                self.watched = self._identity()
                if self.root.is_dir():
                    observer.stop()
                    observer = self._observe()
            if not self.stopped:
                self.refresh()
        observer.stop()
        observer.join(timeout=5)

    def _identity(self) -> tuple[int, int]:
        """Which folder on disk the vault's path means."""
        try:
            stat = self.root.stat()
        except OSError:
            return (0, 0)
        return (stat.st_dev, stat.st_ino)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopped = True
        self.touched.set()

    def _observe(self) -> BaseObserver:
        for make in (Observer, PollingObserver):
            observer: BaseObserver = make()
            try:
                observer.schedule(_Marks(self.touched), str(self.root), recursive=True)
                observer.start()
            except OSError as error:
                self.say(
                    f"the system cannot watch this folder ({error.strerror}); looking at it from time to time instead"
                )
                continue
            return observer
        raise CannotRun(f"{self.root} cannot be watched.")

    def _wait(self) -> None:
        """Until something happened and it is quiet again, or until it is time to look anyway."""
        soon = AGAIN if self.snapshot and self.snapshot.stale else SCAN
        end = time.monotonic() + soon
        while not self.touched.wait(min(1.0, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end or self.clock(self.config) != self.day or self._identity() != self.watched:
                return
        latest = time.monotonic() + LONGEST
        while self.touched.is_set() and time.monotonic() < latest and not self.stopped:
            self.touched.clear()
            self.touched.wait(QUIET)
        self.touched.clear()


def _changes(before: Snapshot | None, after: Snapshot, *, new_day: bool) -> str:
    """What a batch was about, in a few words."""
    if before is None:
        return f"{len(after.notes)} notes"
    paths = [
        path
        for path in sorted({*before.signatures, *after.signatures})
        if before.signatures.get(path) != after.signatures.get(path)
    ]
    if not paths:
        return "a new day" if new_day else "outputs"
    return paths[0] if len(paths) == 1 else f"{len(paths)} notes"
