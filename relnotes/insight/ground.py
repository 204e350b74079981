"""Common ground: an index of what people, notes, posts and events are about, so that nobody is compared with everybody.

It is laid once for a vault and a day; each brief then looks up a few words. A word that many share leads to a few
candidates only, for each contact the ones behind it in the order of the vault.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import changed
from relnotes.insight.ledger import Books, keep_books
from relnotes.insight.matching import weigh
from relnotes.model import Contact, Gift, Ledger, Link, Note, Noted, Peace, Vault, Window
from relnotes.parse.words import fold
from relnotes.schedule.standing import peace
from relnotes.vault import resolve

_LINKS = 30
_SOON = timedelta(days=60)


class Interest(Struct, frozen=True, order=True, gc=False):
    """Somebody's interest, or help that they can give, by their place in the order of the vault."""

    place: int
    contact: str
    text: str


class Thing(Struct, frozen=True, gc=False):
    """Something that I could send or invite to."""

    kind: Literal["post", "event", "note"]
    name: str
    about: tuple[str, ...]
    """Each a topic, or for notes and posts their title."""
    path: str
    date: date | None
    links: frozenset[str]


class Ground(Struct, frozen=True):
    """A vault on a day, with everything that briefs look up."""

    vault: Vault
    window: Window
    books: Books
    peace: Mapping[str, Peace]
    """Who is left in peace, and why."""
    places: Mapping[str, int]
    interests: Mapping[str, Sequence[Interest]]
    shared_by: Mapping[str, int]
    """Each interest -> how many share the rarest of its words."""
    helpers: Mapping[str, Sequence[Interest]]
    wishes: Mapping[str, Sequence[Interest]]
    """What people strive for and struggle with."""
    things: Mapping[str, Sequence[Thing]]
    noted: Mapping[str, Sequence[Noted]]
    """Path, or the name of somebody without a note -> what was noted elsewhere, newest first."""
    coming: Mapping[str, Sequence[Gift]]
    """Path -> events soon whose notes link the contact, or are linked by theirs."""
    linked_from: Mapping[str, frozenset[str]]
    """Contact -> the notes that link it; of a daily note, which is about many things, the lines."""
    by_path: Mapping[str, str]
    """Path -> id."""
    surroundings: object
    """The very same thing on two grounds on which everything is but the contacts themselves and their ledgers."""

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        return self.books.ledgers


def lay_ground(vault: Vault, window: Window, before: Ground | None = None) -> Ground:
    """The index of a vault for the briefs of a day.

    `before`, of the same config, saves time: on the same day, where only logs changed, its index is taken over.
    """
    if before and before.window.today == window.today and _surroundings_stay(before.vault, vault):
        contacts, books = vault.contacts, keep_books(vault, window.today, before.books)
        names = changed(before.vault.contacts, contacts)
        ground = replace(before, vault=vault, window=window, books=books)
        if any(peace(contacts[name], window.today) != before.peace.get(name) for name in names):
            ground = replace(ground, peace=_left_in_peace(vault, window), surroundings=object())
        return ground
    interests: dict[str, list[Interest]] = defaultdict(list)
    helpers: dict[str, list[Interest]] = defaultdict(list)
    wishes: dict[str, list[Interest]] = defaultdict(list)
    places = {}
    for place, contact in enumerate(vault.contacts.values()):
        places[contact.id] = place
        if contact.note.type == "person":
            _index(interests, contact.fields.interests, contact, place)
            _index(helpers, contact.fields.can_help_with, contact, place)
            _index(wishes, (*contact.fields.struggles, *contact.fields.goals), contact, place)
    by_path = {contact.path: contact.id for contact in vault.contacts.values()}
    return Ground(
        vault=vault,
        window=window,
        books=keep_books(vault, window.today),
        peace=_left_in_peace(vault, window),
        places=places,
        interests=interests,
        shared_by={
            text: min([len(interests[word]) for word in keys(text)])
            for text in {one.text for ones in interests.values() for one in ones}
        },
        helpers=helpers,
        wishes=wishes,
        things=_things(vault, window.today, by_path),
        noted=_noted(vault, window.today, by_path),
        coming=_coming(vault, window.today),
        linked_from={one.id: frozenset(_places(vault, one)) for one in vault.contacts.values() if one.backlinks},
        by_path=by_path,
        surroundings=object(),
    )


def _left_in_peace(vault: Vault, window: Window) -> Mapping[str, Peace]:
    return {one.id: why for one in vault.contacts.values() if (why := peace(one, window.today))}


def _surroundings_stay(before: Vault, vault: Vault) -> bool:
    old, notes = before.notes, vault.notes
    return old.keys() == notes.keys() and all(
        _surroundings(old[path]) == _surroundings(notes[path]) for path in changed(old, notes)
    )


def _surroundings(note: Note) -> Note:
    """What the index may say of a note: all but what a log says of its own contact, and where in the note it stands."""
    return replace(
        note,
        entries=note.entries if note.type == "writing" else (),
        tasks=note.tasks if note.mentions else (),
        links=note.links if note.daily else tuple(replace(link, line=0) for link in note.links),
        fields=replace(note.fields, lines={}),
        topics=(),
        about="",
        diagnostics=(),
    )


def _places(vault: Vault, contact: Contact) -> Iterator[str]:
    for path, line in contact.backlinks:
        yield f"{path}:{line}" if vault.notes[path].daily else path


def _index(into: dict[str, list[Interest]], texts: Iterable[str], contact: Contact, place: int) -> None:
    for text in texts:
        for word in keys(text):
            into[word].append(Interest(place, contact.id, text))


def keys(text: str) -> frozenset[str]:
    """The words by which a topic is found; one that has none, such as Go or 書道, by itself."""
    return weigh(text) or frozenset({fold(text.strip())})


# --- what I could send ---------------------------------------------------------------------------------------------


def _things(vault: Vault, today: date, by_path: Mapping[str, str]) -> Mapping[str, Sequence[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for note in vault.notes.values():
        for thing in _things_of(vault, note, today, by_path):
            for word in {word for about in thing.about for word in keys(about)}:
                found[word].append(thing)
    for ones in found.values():
        ones.sort(key=lambda thing: (-(thing.date or date.min).toordinal(), thing.path))
    return found


def _things_of(vault: Vault, note: Note, today: date, by_path: Mapping[str, str]) -> Iterator[Thing]:
    if not note.readable or not (note.type in {"writing", "event"} or (not note.type and not note.date)):
        return
    links = frozenset(path for link in note.links if (path := resolve(vault.names, link.target)) in by_path and path)
    if note.type == "writing":
        for entry in note.entries:
            if entry.date <= today and entry.text and entry.head in {"", "shared"}:
                title = entry.text.strip(" \"“”'«».")
                yield Thing("post", title, (entry.text,), note.path, entry.date, links)
    elif note.type == "event":
        if note.date and today <= note.date <= today + _SOON:
            yield Thing("event", note.name, (note.name, *note.fields.interests), note.path, note.date, links)
    else:
        topics = [link.target.rsplit("/", 1)[-1] for link in note.links[:_LINKS]]
        yield Thing("note", note.name, (note.name, *note.fields.tags, *topics), note.path, None, links)


def _coming(vault: Vault, today: date) -> Mapping[str, Sequence[Gift]]:
    found: dict[str, list[Gift]] = defaultdict(list)
    for event in vault.contacts.values():
        day = event.note.date
        if event.note.type != "event" or day is None or not today <= day <= today + _SOON:
            continue
        linked = (resolve(vault.names, link.target) for link in (*event.note.links, *event.fields.people))
        for path in dict.fromkeys([*linked, *(path for path, _ in event.backlinks)]):
            if path and path != event.path:
                found[path].append(Gift("event", event.name, "", event.path, day))
    return found


# --- what I noted elsewhere ----------------------------------------------------------------------------------------


def _noted(vault: Vault, today: date, by_path: Mapping[str, str]) -> Mapping[str, Sequence[Noted]]:
    """Lines of dated notes that begin with somebody's link, newest first: no contact, but worth knowing."""
    found: dict[str, list[Noted]] = defaultdict(list)
    for note in vault.notes.values():
        tasks = {task.line for task in note.tasks} if note.mentions else ()
        for mention in note.mentions:
            day = mention.date or note.date
            if mention.happened or day is None or day > today or mention.line in tasks:
                continue
            for link in mention.people:
                # Who has no note yet goes by the name.
                path = resolve(vault.names, link.target) or link.target.rsplit("/", 1)[-1]
                text = _behind(link, mention.text)
                if text and path != note.path and (path in by_path or path not in vault.notes):
                    found[path].append(Noted(day, text, note.path, mention.line, note.name))
    for ones in found.values():
        ones.sort(key=lambda one: (one.date, one.path, one.line), reverse=True)
    return found


def _behind(link: Link, text: str) -> str:
    """What a line that begins with somebody's link says of them."""
    name = link.text or link.target.rsplit("/", 1)[-1]
    return text.removeprefix(name).lstrip(" :：,،|—–-") if text.startswith(name) else text
