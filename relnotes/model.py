"""All nouns of relnotes on one page. They are frozen and hold no behaviour beyond small derived facts.

Paths are POSIX paths relative to the vault. Lines and columns count from 1, in code points, as an editor shows them.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, Protocol

from msgspec import Struct, field

Severity = Literal["error", "warning", "info"]
NoteType = Literal["person", "community", "event", "writing", "me", ""]
Kind = Literal[
    "reply",
    "check-in",
    "follow-up",
    "waiting-on",
    "birthday",
    "date",
    "event",
    "event-follow-up",
    "community",
    "writing",
    "news",
]
State = Literal["paused", "resting", "waiting", "snoozed", "quiet", "reply", "overdue", "due", "upcoming", "ok"]
Way = Literal["both", "sent", "heard", "answer", "none"]

# A name of its own, since several nouns have a field that is called date.
Day = dt.date

EMPTY: Mapping[str, int] = MappingProxyType({})


class Texts(Protocol):
    """The generated texts of one language; the standard library's gettext translations fit."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...


# --- places and problems -------------------------------------------------------------------------------------------


class Span(Struct, frozen=True, order=True):
    """A place in a file: from (line, column) up to, not including, (end_line, end_column)."""

    line: int
    column: int
    end_line: int
    end_column: int


class Splice(Struct, frozen=True):
    """An edit of a file's bytes: put ``text`` in the place of those from ``start`` up to, not including, ``end``."""

    start: int
    end: int
    text: bytes


class Diagnostic(Struct, frozen=True):
    """A user's mistake as a value: where, which rule, what is wrong, what to do; and the edit that mends it, if any."""

    path: str
    span: Span
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    fix: Splice | None = None


# --- what a note says ----------------------------------------------------------------------------------------------


class Link(Struct, frozen=True, gc=False):
    """A link to another note: ``[[target|text]]`` or ``[text](target.md)``."""

    target: str
    text: str
    line: int


class Cadence(Struct, frozen=True, gc=False):
    """How often: calendar months plus days, and the words it was typed with."""

    text: str
    days: int = 0
    months: int = 0


class Yearly(Struct, frozen=True, gc=False):
    """A day of every year; ``year`` is the first one when it is known."""

    month: int
    day: int
    year: int | None = None


class Period(Struct, frozen=True, gc=False):
    """Days from ``start`` to ``end``, both included."""

    start: Day
    end: Day

    def __contains__(self, day: Day) -> bool:
        return self.start <= day <= self.end


class Position(Struct, frozen=True, gc=False):
    """A job: company, role, and the first days of the months in which it began and ended, where known."""

    company: str
    role: str = ""
    start: Day | None = None
    end: Day | None = None
    current: bool = False
    vague: bool = False
    """Only years are known, of its beginning or its end: nothing to congratulate on."""


class Met(Struct, frozen=True, gc=False):
    """When, where and through whom a contact was met."""

    text: str
    on: Day | None = None
    at: str = ""
    via: str = ""


class Fields(Struct, frozen=True):
    """The properties of a note that relnotes knows, each read by its own converter."""

    id: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    type: str = ""
    categories: tuple[str, ...] = ()
    circle: str = ""
    cadence: Cadence | None = None
    no_cadence: bool = False
    last_contact: Day | None = None
    next_contact: Day | None = None
    snooze_until: Day | None = None
    quiet: tuple[Period, ...] = ()
    paused: bool | Day = False
    focus: bool = False
    birthday: Yearly | None = None
    dates: tuple[tuple[str, Yearly], ...] = ()
    positions: tuple[Position, ...] = ()
    met: Met | None = None
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    struggles: tuple[str, ...] = ()
    can_help_with: tuple[str, ...] = ()
    channel: str = ""
    booking: str = ""
    timezone: str = ""
    language: str = ""
    boundaries: str = ""
    location: str = ""
    company: str = ""
    role: str = ""
    date: Day | None = None
    people: tuple[Link, ...] = ()
    ignore: tuple[str, ...] = ()
    lines: Mapping[str, int] = EMPTY
    """The line on which each known property was found."""


class Detail(Struct, frozen=True, gc=False):
    """Something an entry says was promised, given, asked …: its own head, a nested line, or a tag."""

    head: str
    text: str
    line: int
    due: Day | None = None
    done: bool = False
    """Ticked: kept, or with ``dropped`` taken back."""
    dropped: bool = False
    closed: Day | None = None
    """When it was ticked, where the line says so."""


class Entry(Struct, frozen=True, gc=False):
    """One log entry. ``head`` is canonical (``coffee``, ``sent``) or empty; ``people`` are linked before the text."""

    date: Day
    head: str
    text: str
    line: int
    order: int
    people: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()


class Task(Struct, frozen=True, gc=False):
    """A task line. ``since`` is its created date, where it says one."""

    text: str
    line: int
    open: bool
    mine: bool
    promised: bool = False
    due: Day | None = None
    since: Day | None = None
    done: Day | None = None
    dropped: bool = False
    """Cancelled: closed, but not done."""
    id: str = ""
    people: tuple[Link, ...] = ()
    """Whom it links first: one, or several joined by ``and`` and commas."""


class Topic(Struct, frozen=True, gc=False):
    """Something to talk about next time."""

    text: str
    line: int


class Mention(Struct, frozen=True, gc=False):
    """A list item outside a log: contact with people, if it ``happened``; else one that begins with their links."""

    people: tuple[Link, ...]
    head: str
    text: str
    line: int
    date: Day | None
    happened: bool


class Note(Struct, frozen=True):
    """One Markdown file, parsed. ``date`` is the day that a daily, meeting or event note is about."""

    path: str
    name: str
    fields: Fields = Fields()
    type: NoteType = ""
    marked: bool = False
    """A contact by its own marks, wherever it lies."""
    readable: bool = True
    date: Day | None = None
    daily: bool = False
    entries: tuple[Entry, ...] = ()
    tasks: tuple[Task, ...] = ()
    topics: tuple[Topic, ...] = ()
    mentions: tuple[Mention, ...] = ()
    about: str = ""
    """The first thing that its text says of whom or what it is about, in its own words."""
    links: tuple[Link, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


# --- the vault -----------------------------------------------------------------------------------------------------


class Touch(Struct, frozen=True, gc=False):
    """Contact on a day, and where that is written."""

    date: Day
    head: str
    way: Way
    text: str
    path: str
    line: int
    logged: bool = False
    """Written as a log entry; only such a line, dated ahead, is a plan."""


class FollowUp(Struct, frozen=True, gc=False):
    """Something open between me and a contact: a task or a promise."""

    text: str
    mine: bool
    promised: bool
    path: str
    line: int
    key: str
    due: Day | None = None
    since: Day | None = None
    reader: bool = False
    """An answer to somebody without a note, who wrote about a post of mine."""


class Promise(Struct, frozen=True, gc=False):
    """What I said that I would do, or they: from the log or a task, where it is written, and what became of it."""

    contact: str
    text: str
    mine: bool
    path: str
    line: int
    made: Day | None = None
    due: Day | None = None
    done: bool = False
    dropped: bool = False
    """Taken back, which is no promise broken."""
    closed: Day | None = None


class Deed(Struct, frozen=True, gc=False):
    """What an entry says was given, got, asked, thanked …: ``head`` is a canonical one, ``links`` those of its line."""

    contact: str
    date: Day
    head: str
    text: str
    path: str
    line: int
    entry: int
    """The line of the entry that it stands in."""
    links: tuple[Link, ...] = ()
    also: tuple[str, ...] = ()
    """In a ledger of all: the other contacts of whom the same line says it."""


class Introduction(Struct, frozen=True, gc=False):
    """Who brought whom together: ``by`` one of the contacts, or by me where it is empty; and what came of it.

    ``contacts`` are the ids of all who take part, ``by`` among them; ``names`` those who were introduced, to each other
    or to me, by their names, since not everybody has a note.
    """

    by: str
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    date: Day | None
    text: str
    path: str
    line: int
    outcomes: tuple[Deed, ...] = ()


class News(Struct, frozen=True):
    """What the positions say has changed: somebody ``joined`` a company, ``left`` one, or has a new ``role`` there."""

    change: Literal["joined", "left", "role"]
    company: str
    role: str
    month: Day
    """The first day of the month in which it began or ended."""
    line: int
    told: bool = False
    """There was contact since, so it is nothing to write about any more, but still good to know."""


class Ledger(Struct, frozen=True):
    """What was given and received, oldest first; with one contact, or in all."""

    gave: tuple[Deed, ...] = ()
    got: tuple[Deed, ...] = ()
    asked: tuple[Deed, ...] = ()
    they_asked: tuple[Deed, ...] = ()
    thanked: tuple[Deed, ...] = ()
    shared: tuple[Deed, ...] = ()
    outcomes: tuple[Deed, ...] = ()
    introductions: tuple[Introduction, ...] = ()


class Contact(Struct, frozen=True, gc=False):
    """A tracked note with everything that the vault says about it. ``touches`` are oldest first."""

    id: str
    name: str
    note: Note
    touches: tuple[Touch, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    promises: tuple[Promise, ...] = ()
    deeds: tuple[Deed, ...] = ()
    topics: tuple[Topic, ...] = ()
    backlinks: tuple[tuple[str, int], ...] = ()
    """(path, line) of each link to this note from another one."""

    @property
    def path(self) -> str:
        return self.note.path

    @property
    def fields(self) -> Fields:
        return self.note.fields


class Vault(Struct, frozen=True):
    """All contacts by id, in the order of their paths; every other note by path; names resolved."""

    contacts: Mapping[str, Contact]
    notes: Mapping[str, Note]
    names: Mapping[str, tuple[str, ...]]
    """Folded name, alias or path without ending -> paths, best first."""
    me: Note | None = None
    unreadable: tuple[tuple[str, str], ...] = ()
    """(id, path) of contacts whose notes cannot be read just now."""
    diagnostics: tuple[Diagnostic, ...] = ()


# --- configuration -------------------------------------------------------------------------------------------------


class Circle(Struct, frozen=True):
    """A group of contacts that share a cadence; heavier ones come first."""

    name: str
    cadence: Cadence | None
    weight: float = 1.0


class Capacity(Struct, frozen=True):
    """How many check-ins a day and a week may hold, and on which days (Monday is 0)."""

    per_day: int = 3
    per_week: int = 10
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    ahead: Cadence = Cadence("4 weeks", days=28)
    away: tuple[Period, ...] = ()


class FeedConfig(Struct, frozen=True):
    """One calendar file: where, how much it tells, what it holds. Empty filters let everything through."""

    path: str = "relnotes.ics"
    detail: Literal["none", "name", "brief"] = "brief"
    birthdays: Literal["all", "kept", "off"] = "all"
    alarm: str = "none"
    kinds: tuple[Kind, ...] = ()
    circles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    group: Literal["each", "week"] = "each"
    """Whether what the planner spreads over the days has an event each, or one a week."""


class LintConfig(Struct, frozen=True):
    """Which rules of lint count. An empty ``select`` means all; ``per_file`` are pairs of glob and rules to ignore."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Config(Struct, frozen=True):
    """relnotes.toml; the defaults are those of an absent file."""

    people: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    timezone: str = ""
    language: str = "en"
    log_heading: str = "Log"
    mentions: Literal["happened", "all", "off"] = "happened"
    overdue: float = 1.5
    leap_day: Literal["02-28", "03-01"] = "02-28"
    contact_kinds: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()
    capacity: Capacity = Capacity()
    focus: int | None = None
    feed: FeedConfig = FeedConfig()
    feeds: tuple[FeedConfig, ...] = ()
    due_path: str = "Due.md"
    due_answers: bool = False
    lint: LintConfig = LintConfig()

    @property
    def outputs(self) -> tuple[str, ...]:
        """The paths that relnotes itself writes."""
        return (self.due_path, self.feed.path, *(feed.path for feed in self.feeds))


# --- the agenda ----------------------------------------------------------------------------------------------------


class PublishedEvent(Struct, frozen=True):
    """An event of the previous feed."""

    uid: str
    ref: str
    stamp: str
    sequence: int
    start: Day | None
    due: Day | None = None
    missed: int = 0
    raw: bytes = b""
    takes_a_place: bool = False
    """The planner gave it its day."""
    members: "tuple[PublishedEvent, ...]" = ()
    """Of a week's event: what it stands for, each with its UID, REF, day, due day and misses."""

    @property
    def planned(self) -> "Mapping[str, PublishedEvent]":
        """What the planner gave a day, by REF: the event itself, or its members."""
        own = {self.ref: self} if self.takes_a_place else {}
        return {**own, **{member.ref: member for member in self.members}}


class Published(Struct, frozen=True):
    """What the previous feed says: every event by UID, the planned ones by REF, the members of weeks by UID."""

    events: Mapping[str, PublishedEvent] = field(default_factory=dict)
    planned: Mapping[str, PublishedEvent] = field(default_factory=dict)
    members: Mapping[str, PublishedEvent] = field(default_factory=dict)


class Window(Struct, frozen=True):
    """What the agenda depends on beside the vault."""

    today: Day
    config: Config = Config()
    published: Published = Published()


class Standing(Struct, frozen=True, gc=False):
    """Where a contact stands today. ``due`` is the first day on which a check-in makes sense."""

    contact: Contact
    state: State
    last: Touch | None
    cadence: Cadence | None
    due: Day | None
    ratio: float | None
    rank: float
    reason: str
    unanswered: int = 0
    heard: Touch | None = None
    planned_contact: Touch | None = None


class Item(Struct, frozen=True, gc=False):
    """One thing on the agenda. ``key`` tells it from others of its contact and kind, for a stable UID."""

    contact: str
    path: str
    line: int
    name: str
    kind: Kind
    state: State
    due: Day | None
    reason: str
    rank: float = 0.0
    key: str = ""
    subject: str = ""
    since: Day | None = None
    planned: Day | None = None
    last: Touch | None = None
    cadence: Cadence | None = None
    ratio: float | None = None
    missed: int = 0
    unanswered: int = 0
    yearly: Yearly | None = None
    source: str = ""
    """Where the reason is written, as path:line, when that is not the last contact."""
    home: str = ""
    """The path of the contact's own note; empty for a person without one."""
    window: Period | None = None
    """The days among which the planner may choose; without one, the day is given."""

    @property
    def last_contact(self) -> Day | None:
        return self.last.date if self.last else None

    @property
    def last_source(self) -> str | None:
        """Where the last contact is written, as path:line, or as the path alone where the line is 0."""
        if self.last is None:
            return None
        return f"{self.last.path}:{self.last.line}" if self.last.line else self.last.path

    @property
    def last_head(self) -> str:
        return self.last.head if self.last else ""


class Suggestion(Struct, frozen=True):
    """A person whom the notes speak of, without a cadence yet."""

    name: str
    path: str
    mentions: int
    last: Day | None


class Agenda(Struct, frozen=True):
    """What is to do: the items in the order of the due list, and whom to begin with where nobody has a cadence."""

    today: Day
    items: tuple[Item, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


class Change(Struct, frozen=True):
    """What a note said until a commit of a day, and what it says since: a reason for a question, never news."""

    property: Literal["company", "role", "positions"]
    old: str
    new: str
    """Empty where it says nothing any more."""
    on: Day


class Overlap(Struct, frozen=True):
    """A company where both of us were: from the first day to the last month together, or at different times."""

    company: str
    start: Day | None = None
    end: Day | None = None
    """None while both are there still, or where the notes do not say."""
    together: bool = False


class Noted(Struct, frozen=True, gc=False):
    """Something that I noted about a contact; ``source`` is the note's name where it is not their own."""

    date: Day
    text: str
    path: str
    line: int
    source: str = ""


class Gift(Struct, frozen=True, gc=False):
    """Something that I could give: help of mine, a note or post, an event, or somebody they would like to meet."""

    kind: Literal["help", "helper", "hirer", "peer", "event", "post", "note"]
    what: str
    because: str
    """Their wish or interest that it fits."""
    path: str = ""
    date: Day | None = None


class Opening(Struct, frozen=True, gc=False):
    """What a first line can name that both of us share."""

    kind: Literal[
        "lost", "heard", "event", "owed", "joined", "recent", "spoke", "worked", "met", "via", "shared", "interest"
    ]
    subject: str = ""
    day: Day | None = None
    head: str = ""
    long_ago: bool = False
    """So long ago that the year must be said."""
    line: str = ""
    """The line itself, where it is in another language than the brief: that of the contact."""


class Peace(Struct, frozen=True):
    """Why somebody is left in peace just now, and until when, where that is known."""

    why: Literal["paused", "resting", "snoozed", "quiet"]
    until: Day | None = None


class Brief(Struct, frozen=True, gc=False):
    """What to know before writing to a contact."""

    name: str = ""
    about: NoteType = "person"
    peace: Peace | None = None
    topics: tuple[str, ...] = ()
    last: Touch | None = None
    """The newest contact that says what it was about."""
    spoke: Touch | None = None
    """The newest one that was not a message of mine without an answer, where that is older."""
    earlier: Touch | None = None
    """What their own note says of the time before, where the newest stands in another note."""
    news: News | None = None
    noted: tuple[Noted, ...] = ()
    birthday: Day | None = None
    mine: tuple[FollowUp, ...] = ()
    theirs: tuple[FollowUp, ...] = ()
    late: frozenset[str] = frozenset()
    """The keys of my promises that are late."""
    they_asked: Deed | None = None
    asked: Deed | None = None
    """My last favour asked, with nothing given since."""
    thank: tuple[Deed, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    """Of the last year; ``names`` without their own, and ``by`` is a name too."""
    strangers: tuple[str, ...] = ()
    """Whom they introduced me to, and with whom I have not been in touch since."""
    overlaps: tuple[Overlap, ...] = ()
    people: tuple[str, ...] = ()
    """Of an event or a community: whom I know there."""
    place: str = ""
    web: str = ""
    """Of an event, a community or a blog: where it is."""
    coming: tuple[Gift, ...] = ()
    """Events soon to which they are linked."""
    interests: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    """Those of the interests that are mine as well."""
    goals: tuple[str, ...] = ()
    struggles: tuple[str, ...] = ()
    words: str = ""
    """What the note says of them at its beginning."""
    gifts: tuple[Gift, ...] = ()
    offers: tuple[str, ...] = ()
    """For somebody who lost a job: all that I can help with."""
    mine_too: str = ""
    """A struggle or goal of my own that is like one of theirs."""
    channel: str = ""
    address: str = ""
    booking: str = ""
    my_booking: str = ""
    timezone: str = ""
    """Where it is not mine."""
    hours: float | None = None
    """By how many hours their clock is ahead of mine, where both time zones are known."""
    language: str = ""
    boundaries: str = ""
    met: Met | None = None
    opening: Opening | None = None
    change: Change | None = None
    """What the history of their note raises a question about."""
