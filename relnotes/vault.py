"""Notes -> Vault: which notes are contacts, whom each link means, and all contact with each of them."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TypeVar

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
    Span,
    Task,
    Touch,
    Vault,
    Way,
)
from relnotes.parse.line import split_dated
from relnotes.parse.links import stem
from relnotes.parse.words import ANSWERS, DEEDS, NO_CONTACT, ONE_WAY, fold, plain

# Problems that matter in every note, whoever it is about.
_EVERYWHERE = {"merge-conflict", "conflict-copy"}


def build_vault(notes: Mapping[str, Note], config: Config) -> Vault:
    """Everything that the notes, by path, say about the contacts among them."""
    ordered = [notes[path] for path in sorted(notes)]
    tracked = [note for note in ordered if note.readable and is_tracked(note, config)]
    names = index_names(ordered)
    ids, clashes = identities(tracked)
    joined = _Joined(names, {note.path for note in tracked})
    for note in ordered:
        if note.readable:
            joined.add(note, config)
    contacts = {}
    for note in tracked:
        contacts[ids[note.path]] = Contact(
            id=ids[note.path],
            name=note.name,
            note=note,
            touches=tuple(touch for _, touch in _sorted(joined.touches[note.path])),
            follow_ups=_with_keys(joined.follow_ups[note.path]),
            promises=tuple(replace(one, contact=ids[note.path]) for one in joined.promises[note.path]),
            deeds=tuple(replace(one, contact=ids[note.path]) for _, one in _sorted(joined.deeds[note.path])),
            topics=note.topics,
            backlinks=tuple(joined.backlinks[note.path]),
        )
    unreadable = [note for note in ordered if not note.readable and is_tracked(note, config)]
    problems = [problem for note in ordered for problem in problems_of(note, config)]
    return Vault(
        contacts=MappingProxyType(contacts),
        notes=notes,
        names=names,
        me=next((note for note in ordered if note.type == "me" and note.readable), None),
        unreadable=tuple((note.fields.id or note.path, note.path) for note in unreadable),
        diagnostics=tuple(sorted([*problems, *map(_clash, clashes)], key=lambda problem: (problem.path, problem.span))),
    )


def problems_of(note: Note, config: Config) -> list[Diagnostic]:
    """What is worth saying of a note: of one that is no contact, nor about me, only what matters in every file."""
    ours = note.type == "me" or is_tracked(note, config)
    return [problem for problem in note.diagnostics if ours or problem.rule in _EVERYWHERE]


def is_tracked(note: Note, config: Config) -> bool:
    """Whether a note is a contact: marked as one, and where people live; communities and the like wherever they lie."""
    if note.type in {"community", "event", "writing"}:
        return True
    if not note.readable and config.people and in_folders(note.path, config.people):
        return True
    return note.marked and (not config.people or in_folders(note.path, config.people))


def in_folders(path: str, globs: Iterable[str]) -> bool:
    """Whether the globs name a path, or a folder in which it lies at any depth: ``People`` and ``People/**`` alike."""
    parts = path.split("/")
    places = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatchcase(place, glob.strip("/")) for glob in globs for place in places)


# --- names ---------------------------------------------------------------------------------------------------------


def name_key(name: str) -> str:
    """A name as links compare it: in any case, and whichever way its accents are encoded."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def index_names(notes: Iterable[Note]) -> Mapping[str, tuple[str, ...]]:
    """Every name, alias and path without its ending -> the notes that it may mean, best first."""
    found: dict[str, dict[str, tuple[int, int, str]]] = defaultdict(dict)
    for note in notes:
        bare = stem(note.path)
        spoken = [
            (0, bare),
            (0, bare.rsplit("/", 1)[-1]),
            (1, note.name),
            *((2, alias) for alias in note.fields.aliases),
        ]
        for order, name in spoken:
            found[name_key(name)].setdefault(note.path, (order, note.path.count("/"), note.path))
    return MappingProxyType({name: tuple(sorted(paths, key=paths.__getitem__)) for name, paths in found.items()})


def resolve(names: Mapping[str, tuple[str, ...]], target: str) -> str | None:
    """The path of the note that a link means, as Obsidian finds it: by path, name, alias, or the end of a path."""
    key = name_key(target.removeprefix("/"))
    while key.startswith(("./", "../")):
        key = key.partition("/")[2]
    if key in names:
        return names[key][0]
    last = key.rsplit("/", 1)[-1]
    if last != key:
        return next((path for path in names.get(last, ()) if name_key(stem(path)).endswith(f"/{key}")), None)
    return None


def find_notes(notes: Iterable[Note], words: str) -> list[Note]:
    """The notes that somebody may mean on the command line: by name, alias, path or id; else by a beginning, or a word.

    Case and accents do not matter. One note: it is meant. Several: ask. None: unknown.
    """
    wanted = plain(stem(words.strip()))
    spoken = [(note, [plain(name) for name in _spoken(note)]) for note in notes]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name.split(),
    )
    for test in tests if wanted else ():
        if found := [note for note, names in spoken if any(test(name) for name in names)]:
            return found
    return []


def _spoken(note: Note) -> Iterator[str]:
    bare = stem(note.path)
    yield from (note.name, bare, bare.rsplit("/", 1)[-1], *note.fields.aliases)
    if note.fields.id:
        yield note.fields.id


def identities(tracked: Iterable[Note]) -> tuple[dict[str, str], list[tuple[Note, Note]]]:
    """The id of each tracked note, by path; and each note that claims an id which another has already, with that one.

    The first path keeps the id; a later one goes by its path.
    """
    ids: dict[str, str] = {}
    owner: dict[str, Note] = {}
    clashes = []
    for note in tracked:
        wanted = note.fields.id or note.path
        if wanted in owner:
            clashes.append((note, owner[wanted]))
            wanted = note.path
        owner[wanted] = note
        ids[note.path] = wanted
    return ids, clashes


def _clash(clash: tuple[Note, Note]) -> Diagnostic:
    note, owner = clash
    line = note.fields.lines.get("id", 1)
    message, hint = clash_words(note, owner)
    return Diagnostic(note.path, Span(line, 1, line, 1), "duplicate-id", "error", message, hint)


def clash_words(note: Note, owner: Note) -> tuple[str, str]:
    """What to say of a note whose id another one has."""
    return f"the id “{note.fields.id}” is that of {owner.path} already", "give this note another id, or none"


# --- joining -------------------------------------------------------------------------------------------------------

_Order = tuple[str, int, int, str]
_Ordered = TypeVar("_Ordered")


def _sorted(found: Iterable[tuple[_Order, _Ordered]]) -> list[tuple[_Order, _Ordered]]:
    return sorted(found, key=lambda pair: pair[0])


class _Joined:
    """What all notes together say about each contact's path."""

    def __init__(self, names: Mapping[str, tuple[str, ...]], tracked: set[str]) -> None:
        self.names = names
        self.tracked = tracked
        self.touches: dict[str, list[tuple[_Order, Touch]]] = defaultdict(list)
        self.follow_ups: dict[str, list[FollowUp]] = defaultdict(list)
        self.promises: dict[str, list[Promise]] = defaultdict(list)
        self.deeds: dict[str, list[tuple[_Order, Deed]]] = defaultdict(list)
        self.backlinks: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def who(self, links: Iterable[Link], but: str = "") -> list[str]:
        """The contacts that links name, each once, in their order."""
        found = dict.fromkeys(resolve(self.names, link.target) for link in links)
        return [path for path in found if path in self.tracked and path != but]

    def lines(self, note: Note) -> list[tuple[str, int]]:
        """Which contacts a note links, and on which lines."""
        return list(dict.fromkeys((path, link.line) for link in note.links for path in self.who([link], note.path)))

    def touch(self, path: str, touch: Touch, order: int = 0) -> None:
        # On one day the contact's own note has the last word.
        key = (touch.date.isoformat(), int(touch.path == path), order, touch.path)
        self.touches[path].append((key, touch))

    def add(self, note: Note, config: Config) -> None:
        own = note.path if note.path in self.tracked else ""
        if own and note.fields.last_contact:
            line = note.fields.lines.get("last_contact", 1)
            self.touch(own, Touch(note.fields.last_contact, "", "both", "", own, line), -1 << 30)
        for entry in note.entries:
            self.entry(note, entry, own)
        for task in note.tasks:
            others = [] if note.type == "person" else self.who(task.people, own)
            for path in (others or [own] * bool(own)) if task.open else ():
                self.follow_ups[path].append(_open_task(note, task))
            for path in (others or [own] * bool(own)) if task.promised else ():
                self.promises[path].append(_promise_of(note, task))
        if config.mentions != "off":
            self.mentions(note, config)
        if note.type in {"", "event"} and note.date and note.fields.people:
            line = note.fields.lines.get("people", 1)
            head = "event" if note.type == "event" else "meeting"
            for path in self.who(note.fields.people, own):
                self.touch(path, Touch(note.date, head, "both", split_dated(note.name)[1], note.path, line))
        for path, line in self.lines(note):
            self.backlinks[path].append((note.path, line))

    def entry(self, note: Note, entry: Entry, own: str) -> None:
        others = self.who(entry.people, own)
        way = _way(entry)
        if own and note.type != "person" and way in {"sent", "heard"}:
            way = self.own_way(note, entry, own)
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
            self.answers(note, entry, own)
        for detail in entry.details:
            for path in [own] if own else others:
                self.detail(note, entry, detail, path)

    def own_way(self, note: Note, entry: Entry, own: str) -> Way | None:
        """What an entry with messages is for a community or a blog: an answer to a post is no post of mine."""
        if entry.head not in {"sent", "heard"}:
            return "both"
        return None if note.type == "writing" or self.who(entry.people, own) else _way(entry)

    def answers(self, note: Note, entry: Entry, own: str) -> None:
        """Who answered a post, or wrote after an evening: it is my turn with them."""
        tasks = {task.line for task in note.tasks}
        for detail in entry.details:
            if detail.head == "heard" and not detail.done and detail.line not in tasks:
                people = self.who((link for link in note.links if link.line == detail.line), own)
                for path in people:
                    text = detail.text or entry.text
                    touch = Touch(entry.date, "heard", "heard", text, note.path, detail.line, True)
                    self.touch(path, touch, entry.order)
                if note.type == "writing" and not people and detail.text:
                    reader = FollowUp(
                        detail.text, True, False, note.path, detail.line, "", detail.due, entry.date, True
                    )
                    self.follow_ups[own].append(reader)

    def detail(self, note: Note, entry: Entry, detail: Detail, path: str) -> None:
        """What an entry says was promised, given, got …"""
        if detail.head in {"promised", "they promised"} and detail.text:
            mine, text, line = detail.head == "promised", detail.text, detail.line
            dropped, closed = detail.dropped, detail.closed
            self.promises[path].append(
                Promise("", text, mine, note.path, line, entry.date, detail.due, detail.done, dropped, closed)
            )
            if not detail.done:
                self.follow_ups[path].append(FollowUp(text, mine, True, note.path, line, "", detail.due, entry.date))
        elif detail.head in DEEDS and not detail.dropped:
            links = tuple(link for link in note.links if link.line == detail.line)
            deed = Deed("", entry.date, detail.head, detail.text, note.path, detail.line, entry.line, links)
            self.deeds[path].append(((entry.date.isoformat(), int(note.path == path), entry.order, note.path), deed))

    def mentions(self, note: Note, config: Config) -> None:
        for mention in note.mentions:
            if mention.date and mention.happened:
                for path in self.who(mention.people, note.path):
                    self.touch(path, Touch(mention.date, mention.head, "both", mention.text, note.path, mention.line))
        if config.mentions == "all" and note.daily and note.date:
            counted = {mention.line for mention in note.mentions if mention.happened}
            for path, line in self.lines(note):
                if line not in counted:
                    self.touch(path, Touch(note.date, "", "both", "", note.path, line))


def _open_task(note: Note, task: Task) -> FollowUp:
    return FollowUp(task.text, task.mine, task.promised, note.path, task.line, task.id, task.due, task.since)


def _promise_of(note: Note, task: Task) -> Promise:
    closed = None if task.open else task.done
    done, dropped = not task.open, task.dropped
    return Promise("", task.text, task.mine, note.path, task.line, task.since, task.due, done, dropped, closed)


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


def _with_keys(follow_ups: list[FollowUp]) -> tuple[FollowUp, ...]:
    """Each with a key that tells it from the others: its own id, else its text and its number among equal ones."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for one in follow_ups:
        words = one.key or fold(one.text)
        key = one.key if one.key and not seen[words] else f"{words}#{seen[words]}"
        seen[words] += 1
        found.append(replace(one, key=key))
    return tuple(found)
