"""What the server shows: the last day that the watcher computed, and the pages that were made of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from relnotes.shell.disk import Signature, read_output, signature
from relnotes.shell.live import Today

_PAGES = 200


class Body(Struct, frozen=True):
    """The bytes of an answer, with what tells whether they have changed."""

    data: bytes
    etag: str
    modified: float | None = None
    """Seconds since 1970."""


def body(data: bytes, modified: float | None = None) -> Body:
    return Body(data, hashlib.sha256(data).hexdigest()[:32], modified)


class View:
    """Written by the watcher's thread, read by those of the server; each attribute is replaced, never changed."""

    def __init__(self, trouble: Callable[[], str] = str) -> None:
        self.trouble = trouble
        """Why the day is not as new as it could be; empty when it is."""
        self.day: Today | None = None
        self._pages: dict[tuple[str, ...], Body] = {}
        self._feeds: dict[str, tuple[Signature, Body]] = {}

    def show(self, day: Today) -> None:
        """Show another day; the pages made of the one before are forgotten."""
        self.day = day
        self._pages = {}

    def page(self, name: tuple[str, ...], make: Callable[[], str]) -> Body:
        """A page by all that it depends on beside the day, made when it was not yet."""
        pages = self._pages
        if name not in pages:
            if len(pages) >= _PAGES:
                pages.clear()
            pages[name] = body(make().encode())
        return pages[name]

    def feed(self, path: Path) -> Body | None:
        """A feed as it lies in the vault: what was published is what is served, whoever wrote it."""
        now = signature(path)
        known = self._feeds.get(str(path))
        if now and known and known[0] == now:
            return known[1]
        data = read_output(path)
        if now is None or data is None:
            return None
        found = body(data, now[0] / 1_000_000_000)
        self._feeds[str(path)] = (now, found)
        return found
