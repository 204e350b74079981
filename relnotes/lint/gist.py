"""What the rules across the vault know of a note: so little that ten thousand of them are soon read and compared."""

import datetime as dt

from msgspec import Struct

from relnotes.model import Link, Note
from relnotes.parse.note import Parsed


class Properties(Struct, frozen=True, array_like=True):
    """The properties by which others may know a note, and their lines."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    id_line: int = 1
    aliases_line: int = 1


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
    fields = note.fields
    properties = Properties(fields.id, fields.aliases, fields.lines.get("id", 1), fields.lines.get("aliases", 1))
    if not (note.readable and tracked):
        return Gist(note.path, note.name, properties)
    used = (*fields.people, *[link for entry in note.entries if entry.people for link in entry.people])
    body = parsed.source.line(parsed.front.end)
    linked = sorted({link.line for link in (*used, *note.links)})
    # Few notes have links in their text.
    told = _told(note) if linked and linked[-1] >= body else set()
    logged = tuple([line for line in linked if line < body or line in told])
    latest = max([entry.date for entry in note.entries], default=None)
    return Gist(note.path, note.name, properties, True, used, note.links, logged, latest)


def _told(note: Note) -> set[int]:
    """The lines of a note's log."""
    return {line for entry in note.entries for line in (entry.line, *(one.line for one in entry.details))}
