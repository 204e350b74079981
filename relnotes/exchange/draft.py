"""The nouns between a foreign file and the notes: who stands in it, and what was read of it."""

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import BinaryIO

from msgspec import Struct

from relnotes.model import Position, Yearly

Pairs = tuple[tuple[str, str], ...]


class Unusable(Exception):
    """A foreign file that cannot be read: one sentence that says where, why, and what to do."""


class LogLine(Struct, frozen=True):
    """Contact on a day, as a foreign file tells of it. ``people`` are the names of the others who took part."""

    date: date
    head: str = ""
    text: str = ""
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class ToDo(Struct, frozen=True):
    """A task about a person; ``due`` is its day, if it has one."""

    text: str
    due: date | None = None
    done: bool = False


class Draft(Struct, frozen=True, omit_defaults=True):
    """A person as a foreign file tells of them; what is empty says nothing.

    ``more`` are further properties of notes with their values as typed; ``extra`` are labelled fields that no property
    has; ``card`` are lines of a vCard that properties cannot say in full; ``place`` is where in the file it stands.
    """

    name: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    positions: tuple[Position, ...] = ()
    location: str = ""
    birthday: Yearly | None = None
    dates: tuple[tuple[str, Yearly], ...] = ()
    met: str = ""
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""
    log: tuple[LogLine, ...] = ()
    tasks: tuple[ToDo, ...] = ()
    extra: Pairs = ()
    card: tuple[str, ...] = ()
    place: str = ""
    known_only: bool = False
    """This adds something to people who have notes; whoever has none is not kept."""


class Skipped(Struct, frozen=True):
    """Something in a file that does not become a draft, and why."""

    place: str
    name: str
    reason: str


class Reading(Struct, frozen=True):
    """What was read of a file. ``bulk``: most of those in it are strangers, collected by a machine."""

    drafts: tuple[Draft, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    bulk: bool = False
    complete: bool = False
    """The file lists everyone that its source knows, so a newer one replaces an older."""
    when: date | None = None
    """The latest day on which the file's facts can have been true, if it tells."""
    since: date | None = None
    """A day on which they were surely true."""


class Part(Struct, frozen=True):
    """One file: its name, and how to open it for reading bytes."""

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None


class Foreign(Struct, frozen=True):
    """A foreign file: one part, or those of an archive by their names in lower case without folders.

    ``written`` is the day the file was written; ``mapping`` are the user's own names of columns -> properties; ``mine``
    are the keys of the user's own names, profiles and addresses of mail; ``zone`` is where the user's days begin.
    """

    name: str
    parts: Mapping[str, Part]
    written: date
    mapping: Mapping[str, str] = {}
    mine: frozenset[str] = frozenset()
    today: date = date(2000, 1, 1)
    zone: tzinfo | None = None
