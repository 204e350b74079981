"""What the rules across the vault know of a note: so little that ten thousand of them are soon read and compared."""

import datetime as dt

from msgspec import Struct

from relnotes.model import EMPTY, Link
from relnotes.parse.note import Parsed


class Properties(Struct, frozen=True, array_like=True):
    """The properties by which others may know a note, and their lines."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    lines: dict[str, int] = {}


class Gist(Struct, frozen=True, array_like=True):
    """A part of a note, under the names that it has there."""

    path: str
    name: str
    fields: Properties = Properties()
    tracked: bool = False
    """A contact that can be read."""
    used: tuple[Link, ...] = ()
    """The links by which contact counts for somebody."""
    links: tuple[Link, ...] = ()
    """Of a contact: all in its text and its properties."""
    logged: tuple[int, ...] = ()
    """The lines of its links that stand in the properties or in a log entry."""
    latest: dt.date | None = None
    """The last day of its log."""

    @property
    def known_as(self) -> tuple[str, str, str, tuple[str, ...], bool]:
        """All of it that can matter to what is found in other notes."""
        return self.path, self.name, self.fields.id, self.fields.aliases, self.tracked


def gist_of(parsed: Parsed, *, tracked: bool) -> Gist:
    """The gist of a note; of one that is no contact, only what it is called."""
    note = parsed.note
    lines = {key: line for key, line in (note.fields.lines or EMPTY).items() if key in {"id", "aliases"}}
    properties = Properties(note.fields.id, note.fields.aliases, lines)
    if not (note.readable and tracked):
        return Gist(note.path, note.name, properties)
    used = (*note.fields.people, *(link for entry in note.entries for link in entry.people))
    body = parsed.source.line(parsed.front.end)
    told = {line for entry in note.entries for line in (entry.line, *(one.line for one in entry.details))}
    logged = {link.line for link in (*used, *note.links) if link.line < body or link.line in told}
    latest = max((entry.date for entry in note.entries), default=None)
    return Gist(note.path, note.name, properties, True, used, note.links, tuple(sorted(logged)), latest)
