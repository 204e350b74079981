"""Hints of the system that something changed in a vault.

They may be late, doubled or missing: the scan is the truth.
"""

import contextlib
import logging
import os
import threading
import warnings
from pathlib import Path

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from relnotes.shell.filesystems import is_remote

# Not opened and closed-without-writing: reading a note causes those, and would wake us for our own scans, for ever.
_EVENTS: list[type[FileSystemEvent]] = [
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    events.FileAttribEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]


class Hints(logging.Handler, FileSystemEventHandler):
    """Sets `touched` when anything happens in a folder, also when the system says that it lost count of it."""

    def __init__(self, root: Path, touched: threading.Event) -> None:
        logging.Handler.__init__(self, logging.WARNING)
        self.root = root
        self.touched = touched
        self.observer: BaseObserver | None = None

    def start(self) -> str:
        """Begin to listen; why that cannot be done, or an empty text."""
        self.stop()
        if is_remote(self.root):
            return "it lies on a network drive"
        # Folders made in quick succession make watchdog warn of events that it then reports anyway.
        warnings.filterwarnings("ignore", module="watchdog")
        log = logging.getLogger("watchdog.observers")
        # An overflow of the kernel's queue is only logged. That is for us, and not for the user's terminal.
        log.addHandler(self)
        log.propagate = False
        observer = Observer()
        try:
            observer.schedule(self, str(self.root), recursive=True, event_filter=_EVENTS)
            observer.start()
        except OSError as error:
            log.removeHandler(self)
            return error.strerror or "it failed without a word"
        self.observer = observer
        return ""

    @property
    def alive(self) -> bool:
        """Whether all threads that listen are alive: each may end without a word."""
        observer = self.observer
        return observer is not None and observer.is_alive() and all(one.is_alive() for one in observer.emitters)

    def stop(self) -> None:
        """Listen no longer."""
        logging.getLogger("watchdog.observers").removeHandler(self)
        if self.observer is not None:
            # Its folder may be gone, and some of its threads may have ended by themselves.
            with contextlib.suppress(Exception):
                self.observer.stop()
                self.observer.join(timeout=5)
        self.observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        if self._matters(event.src_path) or self._matters(event.dest_path):
            self.touched.set()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's signature
        self.touched.set()

    def _matters(self, path: bytes | str) -> bool:
        """Not Git's own files, of which a commit or a gc touches thousands, nor what else is hidden."""
        # Compared as texts: this runs for every event of a storm, and must never raise.
        below = os.fsdecode(path).removeprefix(str(self.root)).replace("\\", "/")
        return bool(path) and "/." not in below
