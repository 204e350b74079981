"""who: the people of whom the notes say something: where they work or worked, where they live, what they are into."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from msgspec import Struct

from relnotes.insight.terms import Term, read_term, searchable
from relnotes.model import Contact, Position, Standing, Vault


class Wish(Struct, frozen=True):
    """Whom one looks for; every part that is given must hold."""

    at: tuple[str, ...] = ()
    was_at: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    no_cadence: bool = False
    quiet_since: date | None = None
    """Not in contact since before this day, or never."""


class Match(Struct, frozen=True):
    """Why somebody is found: a property, what it says, and on which line of their note."""

    property: str
    value: str
    line: int


class Found(Struct, frozen=True):
    """Somebody who is found, and by what."""

    contact: Contact
    standing: Standing
    matches: tuple[Match, ...] = ()


_Says = tuple[str, str]
"""A property, and one of its values."""
_Test = tuple[Term, Callable[[Contact], Iterator[_Says]]]
_TOPICS = ("interests", "goals", "struggles", "can_help_with", "tags")


def find_people(standings: Mapping[str, Standing], wish: Wish, today: date) -> tuple[Found, ...]:
    """Everyone for whom all of the wish holds: who was in contact last comes first."""
    tests: list[_Test] = [
        *((read_term(words), partial(works_at, today=today)) for words in wish.at),
        *((read_term(words), partial(worked_at, today=today)) for words in wish.was_at),
        *((read_term(words), _lives_in) for words in wish.place),
        *((read_term(words), _is_into) for words in wish.into),
    ]
    found = []
    for standing in standings.values():
        contact = standing.contact
        if contact.note.type != "person" or (wish.no_cadence and standing.cadence):
            continue
        if wish.quiet_since and standing.last and standing.last.date >= wish.quiet_since:
            continue
        matches = _matches(contact, tests)
        if matches is not None:
            found.append(Found(contact, standing, matches))
    return tuple(sorted(found, key=_order))


def _order(found: Found) -> tuple[int, str, str]:
    last = found.standing.last
    return (-last.date.toordinal() if last else 0, found.contact.name, found.contact.path)


def _matches(contact: Contact, tests: list[_Test]) -> tuple[Match, ...] | None:
    """What of a contact's note meets each test; None when one is not met."""
    found: list[Match] = []
    for term, says in tests:
        met = [(name, value) for name, value in says(contact) if term.found_in(value)]
        if not met:
            return None
        found += (Match(name, value, contact.fields.lines.get(name, 1)) for name, value in met)
    return tuple(dict.fromkeys(found))


def works_at(contact: Contact, today: date) -> Iterator[_Says]:
    """The companies where somebody is now, by (property, company)."""
    if contact.fields.company:
        yield "company", contact.fields.company
    for position in contact.fields.positions:
        if not has_ended(position, today):
            yield "positions", position.company


def worked_at(contact: Contact, today: date) -> Iterator[_Says]:
    """The companies that somebody has left; not those to which they came back."""
    now = {read_term(company) for _, company in works_at(contact, today)}
    for position in contact.fields.positions:
        if has_ended(position, today) and read_term(position.company) not in now:
            yield "positions", position.company


def has_ended(position: Position, today: date) -> bool:
    """Whether a position's last month lies behind us."""
    end = position.end
    return end is not None and (end.year, end.month) < (today.year, today.month)


def _lives_in(contact: Contact) -> Iterator[_Says]:
    """The place that the note names; where it names none, the city of the time zone is a hint."""
    if contact.fields.location:
        yield "location", contact.fields.location
    elif contact.fields.timezone:
        yield "timezone", contact.fields.timezone.replace("_", " ")


def _is_into(contact: Contact) -> Iterator[_Says]:
    for name in _TOPICS:
        for value in getattr(contact.fields, name):
            yield name, value


def near_words(vault: Vault, wish: Wish, today: date) -> tuple[str, ...]:
    """What the notes say that is spelled nearly as what was looked for and is not there: to ask “did you mean”."""
    from difflib import get_close_matches

    people = [contact for contact in vault.contacts.values() if contact.note.type == "person"]
    found: list[str] = []
    for words, says in (
        (wish.at, partial(works_at, today=today)),
        (wish.was_at, partial(worked_at, today=today)),
        (wish.place, _lives_in),
        (wish.into, _is_into),
    ):
        values = {value for one in people if words for _, value in says(one)}
        known = {searchable(part): value for value in sorted(values, reverse=True) for part in (value, *value.split())}
        for term in map(read_term, words):
            if not any(term.found_in(value) for value in values):
                found += (known[near] for near in get_close_matches(term.folded, known, 1, 0.75))
    return tuple(dict.fromkeys(found))
