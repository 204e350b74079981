"""What one note says about each contact: contact with them, tasks, promises, what was given, and links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from relnotes.model import (
    Config,
    Contact,
    Deed,
    Detail,
    Diagnostic,
    Entry,
    FollowUp,
    Link,
    Note,
    Promise,
    Task,
    Touch,
    Way,
)
from relnotes.parse.line import split_dated
from relnotes.parse.words import ANSWERS, DEEDS, NO_CONTACT, ONE_WAY, fold_long
from relnotes.vault.names import resolve

_Dated = TypeVar("_Dated", Touch, Deed)
_WAYS: Mapping[str, Way | None] = {
    **dict.fromkeys(NO_CONTACT, None),
    **dict.fromkeys(ONE_WAY, "none"),
    **dict.fromkeys(ANSWERS, "answer"),
}
"""Who wrote to whom, by the heads of entries that are not simply contact of both."""


class Index(Struct, frozen=True):
    """Whom links mean, and which notes are contacts."""

    names: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, str]
    """The path of each contact, in their order -> the id."""
    clashes: tuple[Diagnostic, ...] = ()
    """Ids that several notes claim."""
    known: dict[str, str | None] = {}
    """Where links led that were looked up before."""

    def find(self, target: str) -> str | None:
        """The path of the note that a link means."""
        if target not in self.known:
            self.known[target] = resolve(self.names, target)
        return self.known[target]


class Said(Struct):
    """What notes say about one contact, as one note after the other is read, in the order of their paths."""

    touches: list[Touch] = []
    deeds: list[Deed] = []
    follow_ups: list[FollowUp] = []
    promises: list[Promise] = []
    backlinks: list[tuple[str, int]] = []


def add_said(note: Note, index: Index, config: Config, said: defaultdict[str, Said]) -> tuple[str, ...]:
    """Add what a note says to `said`, by the path of the contact that it is about; the paths of all of those."""
    reader = _Reader(note, index, said)
    if note.readable:
        reader.read(config)
    return tuple(reader.about)


def put_together(note: Note, index: Index, said: Said) -> Contact:
    """A contact from all that the notes say."""
    return Contact(
        id=index.ids[note.path],
        name=note.name,
        note=note,
        touches=_in_order(said.touches, note.path),
        follow_ups=_with_keys(said.follow_ups),
        promises=tuple(said.promises),
        deeds=_in_order(said.deeds, note.path),
        topics=note.topics,
        backlinks=tuple(said.backlinks),
    )


def _in_order(said: Iterable[_Dated], own: str) -> tuple[_Dated, ...]:
    """Oldest first; on one day the contact's own note has the last word."""
    return tuple(sorted(said, key=lambda one: (one.date, one.path == own)))


class _Reader:
    """Adds what a note says about each contact to what is said of them."""

    def __init__(self, note: Note, index: Index, said: defaultdict[str, Said]) -> None:
        self.note = note
        self.index = index
        self.said = said
        self.about: dict[str, Said] = {}
        """Whom it is about, by path."""
        self.own = note.path if note.path in index.ids else ""
        self.mine = self.of(self.own) if self.own else None
        """What is said of the contact whose note it is."""

    def of(self, path: str) -> Said:
        """What is said of a contact."""
        said = self.about[path] = self.said[path]
        return said

    def who(self, links: Sequence[Link], but: str = "") -> list[str]:
        """The contacts that links name, each once, in their order."""
        if not links:
            return []
        found = dict.fromkeys([self.index.find(link.target) for link in links])
        return [path for path in found if path and path in self.index.ids and path != but]

    def lines(self) -> Iterable[tuple[str, int]]:
        """Which contacts the note links, and on which lines."""
        index, own = self.index, self.note.path
        found = dict.fromkeys([(index.find(link.target), link.line) for link in self.note.links])
        return [(path, line) for path, line in found if path and path in index.ids and path != own]

    def read(self, config: Config) -> None:
        """All of it; on one day the log has the last word."""
        note = self.note
        self.properties()
        if config.mentions != "off":
            self.mentions(config)
        self.log()
        for entry in note.entries:
            if note.type == "writing":
                self.readers(entry)
            for detail in entry.details:
                if detail.head in {"promised", "they promised"} and detail.text:
                    self.promise(entry, detail)
        for task in note.tasks:
            self.task(task)
        for path, line in self.lines():
            self.of(path).backlinks.append((note.path, line))

    def properties(self) -> None:
        """Contact of which the properties of the note tell."""
        note, own, fields = self.note, self.own, self.note.fields
        if self.mine and fields.last_contact:
            touch = Touch(fields.last_contact, "", "both", "", own, fields.lines.get("last_contact", 1))
            self.mine.touches.append(touch)
        if note.type in {"", "event"} and note.date and fields.people:
            head, text = "event" if note.type == "event" else "meeting", split_dated(note.name)[1]
            touch = Touch(note.date, head, "both", text, note.path, fields.lines.get("people", 1))
            for path in self.who(fields.people, own):
                self.of(path).touches.append(touch)

    def task(self, task: Task) -> None:
        note, own = self.note, self.own
        others = [] if note.type == "person" else self.who(task.people, own)
        for path in others or [own] * bool(own):
            if task.open:
                self.of(path).follow_ups.append(_open_task(note, task))
            if task.promised:
                self.of(path).promises.append(_promise_of(self.index.ids[path], note, task))

    def log(self) -> None:
        """Of each entry, whom it is contact with, and what was given and got."""
        note, own, mine, of_a_person = self.note, self.own, self.mine, self.note.type == "person"
        for entry in sorted(note.entries, key=attrgetter("order")):
            others = self.who(entry.people, own) if entry.people else ()
            way = _way(entry)
            if mine and not of_a_person and way in {"sent", "heard"}:
                way = self.own_way(entry)
            if mine and way:
                mine.touches.append(Touch(entry.date, entry.head, way, entry.text, note.path, entry.line, True))
            if others and way:
                # Heads and tags speak of the own contact; of all named, where the note is nobody's.
                theirs: Way = "both" if mine and of_a_person and way in {"sent", "heard", "none"} else way
                touch = Touch(entry.date, entry.head, theirs, entry.text, note.path, entry.line, True)
                for path in others:
                    self.of(path).touches.append(touch)
            if mine and not of_a_person:
                for detail, people in self.answers(entry):
                    text = detail.text or entry.text
                    touch = Touch(entry.date, "heard", "heard", text, note.path, detail.line, True)
                    for path in people:
                        self.of(path).touches.append(touch)
            for detail in entry.details:
                if detail.head in DEEDS and not detail.dropped:
                    self.deed(entry, detail, [own] if own else others)

    def own_way(self, entry: Entry) -> Way | None:
        """What an entry with messages is for a community or a blog: an answer to a post is no post of mine."""
        if entry.head not in {"sent", "heard"}:
            return "both"
        return None if self.note.type == "writing" or self.who(entry.people, self.own) else _way(entry)

    def answers(self, entry: Entry) -> Iterator[tuple[Detail, list[str]]]:
        """Where somebody answered a post, or wrote after an evening, so that it is my turn; and which contacts did."""
        tasks = {task.line for task in self.note.tasks}
        for detail in entry.details:
            if detail.head == "heard" and not detail.done and detail.line not in tasks:
                yield detail, self.who([link for link in self.note.links if link.line == detail.line], self.own)

    def readers(self, entry: Entry) -> None:
        """Who answered a post and has no note."""
        for detail, people in self.answers(entry):
            if self.mine and detail.text and not people:
                text, path = detail.text, self.note.path
                reader = FollowUp(text, True, False, path, detail.line, "", detail.due, entry.date, True)
                self.mine.follow_ups.append(reader)

    def deed(self, entry: Entry, detail: Detail, contacts: Iterable[str]) -> None:
        path, line = self.note.path, detail.line
        links = tuple([link for link in self.note.links if link.line == line])
        for one in contacts:
            who = self.index.ids[one]
            deed = Deed(who, entry.date, detail.head, detail.text, path, line, entry.line, links)
            self.of(one).deeds.append(deed)

    def promise(self, entry: Entry, detail: Detail) -> None:
        """What was promised, and is still to do where it was not kept."""
        path, made, mine = self.note.path, entry.date, detail.head == "promised"
        text, line, due = detail.text, detail.line, detail.due
        for one in [self.own] if self.own else self.who(entry.people):
            who, said = self.index.ids[one], self.of(one)
            kept = (detail.done, detail.dropped, detail.closed)
            said.promises.append(Promise(who, text, mine, path, line, made, due, *kept))
            if not detail.done:
                said.follow_ups.append(FollowUp(text, mine, True, path, line, "", due, made))

    def mentions(self, config: Config) -> None:
        note = self.note
        for mention in note.mentions:
            if mention.date and mention.happened:
                touch = Touch(mention.date, mention.head, "both", mention.text, note.path, mention.line)
                for path in self.who(mention.people, note.path):
                    self.of(path).touches.append(touch)
        if config.mentions == "all" and note.daily and note.date:
            counted = {mention.line for mention in note.mentions if mention.happened}
            for path, line in self.lines():
                if line not in counted:
                    self.of(path).touches.append(Touch(note.date, "", "both", "", note.path, line))


def _open_task(note: Note, task: Task) -> FollowUp:
    return FollowUp(task.text, task.mine, task.promised, note.path, task.line, task.id, task.due, task.since)


def _promise_of(who: str, note: Note, task: Task) -> Promise:
    closed = None if task.open else task.done
    done, dropped = not task.open, task.dropped
    return Promise(who, task.text, task.mine, note.path, task.line, task.since, task.due, done, dropped, closed)


def _way(entry: Entry) -> Way | None:
    """Who wrote to whom in an entry; None when it is no contact at all."""
    # Of its own head, its tags and its nested lines the last word tells whose turn it is.
    for detail in reversed(entry.details):
        if detail.head in {"sent", "heard"} and not detail.done:
            return "sent" if detail.head == "sent" else "heard"
    return _WAYS.get(entry.head, "both")


def _with_keys(follow_ups: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Each with a key that tells it from the others: its own id, else its text and its number among equal ones."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for one in follow_ups:
        words = one.key or fold_long(one.text)
        key = one.key if one.key and not seen[words] else f"{words}#{seen[words]}"
        seen[words] += 1
        found.append(one if one.key == key else replace(one, key=key))
    return tuple(found)
