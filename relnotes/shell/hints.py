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
    """Sets `touched` when anything happens in a folder, also when the system says that it lost count of it.

    Of what happens to files it remembers the paths, for whoever asks what there is to look at.
    """

    def __init__(self, root: Path, touched: threading.Event) -> None:
        logging.Handler.__init__(self, logging.WARNING)
        self.root = root
        self.touched = touched
        self.observer: BaseObserver | None = None
        self._lock = threading.Lock()
        self._named: set[str] | None = None

    def take(self) -> frozenset[str] | None:
        """The files, by path in the folder, that were named since this was last asked; None if others may matter."""
        with self._lock:
            named, self._named = self._named, set() if self.observer else None
        return None if named is None else frozenset(named)

    def doubt(self) -> None:
        """Say that anything may have happened."""
        with self._lock:
            self._named = None
        self.touched.set()

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
        # Compared as texts: this runs for every event of a storm, and must never raise.
        paths = [self._below(path) for path in (event.src_path, event.dest_path) if path]
        paths = [path for path in paths if not _is_hidden(path)]
        if not paths:
            return
        if event.is_directory:
            self.doubt()
            return
        with self._lock:
            if self._named is not None:
                self._named.update(path.removeprefix("/") for path in paths)
        self.touched.set()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's signature
        self.doubt()

    def _below(self, path: bytes | str) -> str:
        return os.fsdecode(path).removeprefix(str(self.root)).replace("\\", "/")


def _is_hidden(path: str) -> bool:
    """Git's own files, of which a commit or a gc touches thousands, and what else is hidden."""
    return "/." in path
