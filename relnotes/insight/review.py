"""review: how it goes over a time. What was done and kept, given and received, what came of it, and whom one misses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from relnotes.insight.ledger import in_all, introductions, ledgers, to_thank
from relnotes.insight.news import news_of
from relnotes.insight.overlap import overlaps
from relnotes.insight.promises import Rate, by_state, expected, kept_rate, promises
from relnotes.insight.rhythm import Round, days_away, rounds
from relnotes.model import (
    Cadence,
    Contact,
    Deed,
    Introduction,
    Ledger,
    News,
    Overlap,
    Promise,
    Standing,
    Touch,
    Vault,
    Window,
)
from relnotes.parse.when import add

# As many columns as a picture holds well; a longer time is counted by years.
_MONTHS = 25
_LONG = Cadence("1 year", months=12)
_PAST = timedelta(days=365)
_IN_PEACE = {"paused", "quiet", "snoozed", "resting"}


class Span(Struct, frozen=True):
    """A month, or a year, and what was done in it."""

    start: date
    contacts: int = 0
    """People times days: a lunch with two is two."""
    due: int = 0
    kept: int = 0
    gave: int = 0
    got: int = 0


class Return(Struct, frozen=True):
    """Somebody with whom one was in touch again, after a year or more."""

    contact: str
    day: date
    before: date


class Missed(Struct, frozen=True):
    """Somebody with whom one worked and has not spoken for a year or more; or never since."""

    contact: str
    path: str
    overlap: Overlap
    last: Touch | None
    news: News | None


class Review(Struct, frozen=True):
    """How it went from a day up to today. Ids of contacts have their names in ``names``."""

    since: date
    today: date
    names: Mapping[str, str]
    contacts: int
    people: int
    days: Mapping[date, int]
    """With how many people one was in touch on each day of the last year; days without are left out."""
    spans: tuple[Span, ...]
    by_year: bool
    rounds: Rate
    """Check-ins that came due, and how many were kept."""
    mine: Rate
    theirs: Rate
    kept: tuple[Promise, ...]
    """My promises that were kept in this time."""
    late: tuple[Promise, ...]
    """Mine that are late, and theirs, whenever they were made."""
    waiting: tuple[Promise, ...]
    ledger: Ledger
    """Of this time alone."""
    thank: tuple[Deed, ...]
    outcomes: tuple[Deed, ...]
    """Of all years, newest first."""
    returns: tuple[Return, ...]
    met: tuple[str, ...]
    """Whom one met first in this time."""
    posts: int
    """What was written: the dated lines of notes of `type: writing`."""
    gatherings: int
    """Days in communities, and events that have been."""
    missed: tuple[Missed, ...]
    introductions: tuple[Introduction, ...]
    """Of all years: the network."""


def build_review(vault: Vault, standings: Mapping[str, Standing], window: Window, since: date) -> Review:
    """The review of a vault from a day up to today, in one pass over its contacts."""
    today = window.today
    people = [contact for contact in vault.contacts.values() if contact.note.type == "person"]
    touched = [(contact.id, day) for contact in people for day in _days(contact, today)]
    inside = [(contact, day) for contact, day in touched if day >= since]
    found_rounds = list(rounds(standings.values(), days_away(vault, window), since, today))
    all_promises = promises(vault, today)
    mine, theirs = ([one for one in all_promises if one.mine is me] for me in (True, False))
    open_mine, open_theirs = by_state(mine, today), by_state(theirs, today)
    everything = in_all(ledgers(vault, today))
    ledger = _since(everything, since)
    by_year = _months(since, today) > _MONTHS
    return Review(
        since=since,
        today=today,
        names={contact.id: contact.name for contact in vault.contacts.values()},
        contacts=len(inside),
        people=len({contact for contact, _ in inside}),
        days=Counter(day for _, day in touched if day > today - _PAST),
        spans=tuple(_spans(today, by_year, inside, found_rounds, ledger)),
        by_year=by_year,
        rounds=Rate(sum(one.kept for one in found_rounds), len(found_rounds)),
        mine=kept_rate(mine, today, since),
        theirs=kept_rate(theirs, today, since),
        kept=tuple(one for one in open_mine["kept"] if (one.closed or expected(one) or date.min) >= since),
        late=open_mine["late"],
        waiting=open_theirs["late"],
        ledger=ledger,
        thank=tuple(deed for contact in people for deed in to_thank(contact, today)),
        outcomes=tuple(reversed(everything.outcomes)),
        returns=tuple(sorted(_returns(people, since, today), key=lambda one: one.day)),
        met=tuple(one.id for one in people if one.fields.met and since <= (one.fields.met.on or date.min) <= today),
        posts=sum(day >= since for one in _of_type(vault, "writing") for day in _days(one, today)),
        gatherings=_gatherings(vault, since, today),
        missed=_missed(vault, people, standings, today),
        introductions=introductions(vault, today),
    )


def _days(contact: Contact, today: date) -> list[date]:
    """The days of contact, oldest first, each once."""
    return list(dict.fromkeys(one.date for one in contact.touches if one.way != "none" and one.date <= today))


def _of_type(vault: Vault, kind: str) -> Iterator[Contact]:
    return (contact for contact in vault.contacts.values() if contact.note.type == kind)


def _gatherings(vault: Vault, since: date, today: date) -> int:
    days = sum(day >= since for one in _of_type(vault, "community") for day in _days(one, today))
    return days + sum(since <= (one.note.date or date.max) <= today for one in _of_type(vault, "event"))


def _since(ledger: Ledger, since: date) -> Ledger:
    fields = ("gave", "got", "asked", "they_asked", "thanked", "shared", "outcomes", "introductions")
    return replace(
        ledger,
        **{name: tuple(one for one in getattr(ledger, name) if one.date and one.date >= since) for name in fields},
    )


# --- over time -----------------------------------------------------------------------------------------------------


def _months(since: date, today: date) -> int:
    return (today.year - since.year) * 12 + today.month - since.month + 1


def _spans(
    today: date,
    by_year: bool,
    touched: list[tuple[str, date]],
    found: list[Round],
    ledger: Ledger,
) -> Iterator[Span]:
    """Every month, or year, of a time, from the first in which something was done; empty ones since are there."""

    def start(day: date) -> date:
        return day.replace(month=1, day=1) if by_year else day.replace(day=1)

    contacts = Counter(start(day) for _, day in touched)
    due = Counter(start(one.due) for one in found)
    kept = Counter(start(one.due) for one in found if one.kept)
    gave = Counter(start(one.date) for one in (*ledger.gave, *_mine(ledger)))
    got = Counter(start(one.date) for one in ledger.got)
    at = min((*contacts, *due, *gave, *got), default=start(today))
    while at <= today:
        yield Span(at, contacts[at], due[at], kept[at], gave[at], got[at])
        at = add(at, Cadence("", months=12 if by_year else 1))


def _mine(ledger: Ledger) -> Iterator[Deed]:
    """My introductions, as what was given."""
    for one in ledger.introductions:
        if not one.by and one.date:
            yield Deed(one.contacts[0], one.date, "intro", one.text, one.path, one.line, one.line)


def _returns(people: Iterable[Contact], since: date, today: date) -> Iterator[Return]:
    for contact in people:
        days = _days(contact, today)
        for before, day in pairwise(days):
            if day >= since and day - before >= _PAST:
                yield Return(contact.id, day, before)


# --- old colleagues ------------------------------------------------------------------------------------------------


def _missed(
    vault: Vault, people: Iterable[Contact], standings: Mapping[str, Standing], today: date
) -> tuple[Missed, ...]:
    """Old colleagues not spoken to for a year: who lost a job first, then who worked with me longest."""
    if vault.me is None:
        return ()
    found = []
    for contact in people:
        standing = standings.get(contact.id)
        if standing is None or standing.state in _IN_PEACE:
            continue
        last = standing.last
        if last and add(last.date, _LONG) > today:
            continue
        shared = overlaps(vault.me.fields, contact.fields, today)
        if shared:
            found.append(Missed(contact.id, contact.path, shared[0], last, news_of(contact, today)))
    return tuple(sorted(found, key=lambda one: _order(one, today)))


def _order(one: Missed, today: date) -> tuple[bool, int, str]:
    overlap = one.overlap
    days = ((overlap.end or today) - overlap.start).days if overlap.together and overlap.start else 0
    return (not (one.news and one.news.change == "left"), -days, one.path)


def by_year(deeds: Iterable[Deed]) -> Mapping[int, tuple[Deed, ...]]:
    """Deeds by their year, in the order in which they come."""
    found: dict[int, list[Deed]] = defaultdict(list)
    for one in deeds:
        found[one.date.year].append(one)
    return {year: tuple(ones) for year, ones in found.items()}
