"""What one note says about each contact: contact with them, tasks, promises, what was given, and links."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

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
from relnotes.parse.words import ANSWERS, DEEDS, NO_CONTACT, ONE_WAY, fold
from relnotes.vault.names import resolve

_Order = tuple[int, int, int, str]
_UNDATED: _Order = (0, 0, 0, "")


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


Said = list[tuple[_Order, Touch | Deed | FollowUp | Promise | tuple[str, int]]]
"""What one note says about one contact; links as the path and the line on which they stand. Flat, since it is much."""


def said_in(note: Note, index: Index, config: Config) -> Mapping[str, Said]:
    """What a note says, by the path of the contact that it is about."""
    reader = _Reader(note, index)
    if note.readable:
        reader.read(config)
    return dict(reader.found)


def put_together(note: Note, index: Index, said: Said) -> Contact:
    """A contact from all that the notes say, one note after the other in the order of their paths."""
    touches: list[tuple[_Order, Touch]] = []
    deeds: list[tuple[_Order, Deed]] = []
    follow_ups: list[FollowUp] = []
    promises: list[Promise] = []
    backlinks: list[tuple[str, int]] = []
    for order, thing in said:
        match thing:
            case Touch():
                touches.append((order, thing))
            case Deed():
                deeds.append((order, thing))
            case FollowUp():
                follow_ups.append(thing)
            case Promise():
                promises.append(thing)
            case _:
                backlinks.append(thing)
    return Contact(
        id=index.ids[note.path],
        name=note.name,
        note=note,
        touches=tuple(thing for _, thing in sorted(touches, key=itemgetter(0))),
        follow_ups=_with_keys(follow_ups),
        promises=tuple(promises),
        deeds=tuple(thing for _, thing in sorted(deeds, key=itemgetter(0))),
        topics=note.topics,
        backlinks=tuple(backlinks),
    )


class _Reader:
    """Collects what a note says about each contact, by its path."""

    def __init__(self, note: Note, index: Index) -> None:
        self.note = note
        self.index = index
        self.own = note.path if note.path in index.ids else ""
        self.found: dict[str, Said] = defaultdict(list)

    def who(self, links: Sequence[Link], but: str = "") -> list[str]:
        """The contacts that links name, each once, in their order."""
        if not links:
            return []
        found = dict.fromkeys([self.index.find(link.target) for link in links])
        return [path for path in found if path and path in self.index.ids and path != but]

    def lines(self) -> Iterable[tuple[str, int]]:
        """Which contacts the note links, and on which lines."""
        index, own = self.index, self.note.path
        found = ((index.find(link.target), link.line) for link in self.note.links)
        return dict.fromkeys((path, line) for path, line in found if path and path in index.ids and path != own)

    def touch(self, path: str, touch: Touch, order: int = 0) -> None:
        # On one day the contact's own note has the last word.
        key = (touch.date.toordinal(), int(touch.path == path), order, touch.path)
        self.found[path].append((key, touch))

    def read(self, config: Config) -> None:
        note, own = self.note, self.own
        if own and note.fields.last_contact:
            line = note.fields.lines.get("last_contact", 1)
            self.touch(own, Touch(note.fields.last_contact, "", "both", "", own, line), -1 << 30)
        for entry in note.entries:
            self.entry(entry)
        for task in note.tasks:
            others = [] if note.type == "person" else self.who(task.people, own)
            for path in others or [own] * bool(own):
                if task.open:
                    self.found[path].append((_UNDATED, _open_task(note, task)))
                if task.promised:
                    self.found[path].append((_UNDATED, _promise_of(self.index.ids[path], note, task)))
        if config.mentions != "off":
            self.mentions(config)
        if note.type in {"", "event"} and note.date and note.fields.people:
            line = note.fields.lines.get("people", 1)
            head = "event" if note.type == "event" else "meeting"
            for path in self.who(note.fields.people, own):
                self.touch(path, Touch(note.date, head, "both", split_dated(note.name)[1], note.path, line))
        for path, line in self.lines():
            self.found[path].append((_UNDATED, (note.path, line)))

    def entry(self, entry: Entry) -> None:
        note, own = self.note, self.own
        others = self.who(entry.people, own) if entry.people else ()
        way = _way(entry)
        if own and note.type != "person" and way in {"sent", "heard"}:
            way = self.own_way(entry)
        if own and way:
            self.touch(own, Touch(entry.date, entry.head, way, entry.text, note.path, entry.line, True), entry.order)
        for path in others:
            if way is None:
                break
            # Heads and tags speak of the own contact; of all named, where the note is nobody's.
            theirs: Way = "both" if own and note.type == "person" and way in {"sent", "heard", "none"} else way
            self.touch(
                path, Touch(entry.date, entry.head, theirs, entry.text, note.path, entry.line, True), entry.order
            )
        if own and note.type != "person":
            self.answers(entry)
        for detail in entry.details:
            for path in [own] if own else others:
                self.detail(entry, detail, path)

    def own_way(self, entry: Entry) -> Way | None:
        """What an entry with messages is for a community or a blog: an answer to a post is no post of mine."""
        if entry.head not in {"sent", "heard"}:
            return "both"
        return None if self.note.type == "writing" or self.who(entry.people, self.own) else _way(entry)

    def answers(self, entry: Entry) -> None:
        """Who answered a post, or wrote after an evening: it is my turn with them."""
        note, own = self.note, self.own
        tasks = {task.line for task in note.tasks}
        for detail in entry.details:
            if detail.head == "heard" and not detail.done and detail.line not in tasks:
                people = self.who([link for link in note.links if link.line == detail.line], own)
                for path in people:
                    text = detail.text or entry.text
                    touch = Touch(entry.date, "heard", "heard", text, note.path, detail.line, True)
                    self.touch(path, touch, entry.order)
                if note.type == "writing" and not people and detail.text:
                    reader = FollowUp(
                        detail.text, True, False, note.path, detail.line, "", detail.due, entry.date, True
                    )
                    self.found[own].append((_UNDATED, reader))

    def detail(self, entry: Entry, detail: Detail, path: str) -> None:
        """What an entry says was promised, given, got …"""
        note, who, said = self.note, self.index.ids[path], self.found[path]
        if detail.head in {"promised", "they promised"} and detail.text:
            mine, text, line = detail.head == "promised", detail.text, detail.line
            dropped, closed = detail.dropped, detail.closed
            made = Promise(who, text, mine, note.path, line, entry.date, detail.due, detail.done, dropped, closed)
            said.append((_UNDATED, made))
            if not detail.done:
                open_one = FollowUp(text, mine, True, note.path, line, "", detail.due, entry.date)
                said.append((_UNDATED, open_one))
        elif detail.head in DEEDS and not detail.dropped:
            links = tuple(link for link in note.links if link.line == detail.line)
            deed = Deed(who, entry.date, detail.head, detail.text, note.path, detail.line, entry.line, links)
            said.append(((entry.date.toordinal(), int(note.path == path), entry.order, note.path), deed))

    def mentions(self, config: Config) -> None:
        note = self.note
        for mention in note.mentions:
            if mention.date and mention.happened:
                for path in self.who(mention.people, note.path):
                    self.touch(path, Touch(mention.date, mention.head, "both", mention.text, note.path, mention.line))
        if config.mentions == "all" and note.daily and note.date:
            counted = {mention.line for mention in note.mentions if mention.happened}
            for path, line in self.lines():
                if line not in counted:
                    self.touch(path, Touch(note.date, "", "both", "", note.path, line))


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
    if entry.head in NO_CONTACT:
        return None
    if entry.head in ONE_WAY:
        return "none"
    return "answer" if entry.head in ANSWERS else "both"


def _with_keys(follow_ups: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Each with a key that tells it from the others: its own id, else its text and its number among equal ones."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for one in follow_ups:
        words = one.key or fold(one.text)
        key = one.key if one.key and not seen[words] else f"{words}#{seen[words]}"
        seen[words] += 1
        found.append(one if one.key == key else replace(one, key=key))
    return tuple(found)
