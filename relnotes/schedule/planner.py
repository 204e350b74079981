"""Which day: planned check-ins, without flooding anyone and without moving what was published.

A place is an allowed day with room. Whoever has a published day keeps it; everyone else, by rank, takes the first
free place; nobody is ever pushed out. So one check-in done, missed or added moves at most one other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import carry, carry_sorted
from relnotes.model import Item, Kind, Period, Published, PublishedEvent, Standing, Window
from relnotes.parse.when import add
from relnotes.schedule.identity import ref, uid
from relnotes.schedule.listing import TAKES_A_PLACE
from relnotes.schedule.places import Places

_PLANNED_STATES = {"snoozed", "quiet", "overdue", "due", "upcoming", "ok"}
_DAY = timedelta(days=1)
_NO_INTERVAL = 28
# In the calendar they stay on the day on which they were first seen.
_FIRST_SEEN: frozenset[Kind] = frozenset({"reply", "news"})

Days = tuple[date | None, int]
"""The day that an item is planned for, and how often it was missed before."""


class Wish(Struct, frozen=True, eq=False):
    """An item that asks for a place, and the days among which the planner may choose."""

    item: Item
    at: int
    """Its place among the items of its contact."""
    order: tuple[bool, float, date, str, str, int]
    start: date
    end: date
    """The first day that is too late."""
    quiet: tuple[Period, ...]
    missed: int = 0
    published: date | None = None
    """The day that it keeps, if that is a place."""


class Asked(Struct, frozen=True):
    """What somebody's items ask of the planner, whatever was published and whoever else asks."""

    items: tuple[Item, ...]
    days: tuple[Days, ...]
    """Of the items that have a day of their own, that; of those that ask for a place, what they get without one."""
    wishes: tuple[Wish, ...]
    others: tuple[tuple[int, str], ...]
    """Which items take no place, and yet have no day of their own; with the UID of those first seen on some day."""


class Plan(Struct, frozen=True):
    """Which days everybody's items got, with what the next plan of the day takes over. All by contact."""

    asked: Mapping[str, Asked] = {}
    others: Mapping[str, Asked] = {}
    """Of those asked, the ones with such items."""
    wishes: Sequence[Wish] = ()
    """All of them, in the order in which they are served."""
    whose: Mapping[str, str] = {}
    """The REF of each wish -> whose it is, or was."""
    given: Mapping[str, tuple[Days, ...]] = {}
    """The days of the items of those to whom the planner gave one."""

    def days(self, contact: str) -> tuple[Days, ...]:
        """The planned day and the missed count of each of a contact's items."""
        return self.given.get(contact) or self.asked[contact].days


def plan(
    found: Mapping[str, tuple[Item, ...]],
    names: Collection[str],
    standings: Mapping[str, Standing],
    window: Window,
    places: Places,
    before: Plan,
) -> Plan:
    """Plan the items of each contact. Only those of `names` are others than in `before`, of the same day and config."""
    asked = carry(
        before.asked, names, lambda name: _ask(found[name], standings.get(name), places) if name in found else None
    )
    others = carry(before.others, names, lambda name: one if (one := asked.get(name)) and one.others else None)
    wishes = carry_sorted(before.wishes, _wishes(before.asked, names), _wishes(asked, names), key=attrgetter("order"))
    whose = {**before.whose, **{_ref(wish): wish.item.contact for wish in _wishes(asked, names)}}
    known = {
        wish: _recall(wish, event, standings, window, places)
        for wish, event in _known(wishes, asked, whose, window.published)
    }
    given = _give(wishes, known, asked, places)
    for name, one in others.items():
        days = given.setdefault(name, list(one.days))
        for at, identity in one.others:
            days[at] = (_without_place(one.items[at], identity, places, window), one.items[at].missed)
    return Plan(asked, others, wishes, whose, {name: tuple(days) for name, days in given.items()})


def _wishes(asked: Mapping[str, Asked], names: Iterable[str]) -> list[Wish]:
    return [wish for name in names if name in asked for wish in asked[name].wishes]


def _ref(wish: Wish) -> str:
    return ref(wish.item.contact, wish.item.kind)


def _give(
    wishes: Iterable[Wish], known: Mapping[Wish, Wish], asked: Mapping[str, Asked], places: Places
) -> dict[str, list[Days]]:
    """The places of those who wish for one: first whoever keeps a published day, then by rank."""
    given: dict[str, list[Days]] = {}

    def give(wish: Wish, day: date | None) -> None:
        name = wish.item.contact
        given.setdefault(name, list(asked[name].days))[wish.at] = (day, wish.missed)

    kept = set()
    for wish, recalled in sorted(known.items(), key=lambda pair: pair[1].published or date.max):
        if recalled.published and places.free(recalled.published, wish.quiet, published=True):
            give(recalled, places.take(recalled.published))
            kept.add(wish)
    for wish in wishes:
        recalled = known.get(wish, wish)
        if wish not in kept and (recalled.missed or places.left(recalled.end)):
            give(recalled, places.first(recalled.start, recalled.end, wish.quiet))
    return given


def _ask(items: tuple[Item, ...], standing: Standing | None, places: Places) -> Asked:
    wishes, others, days = [], [], []
    for at, item in enumerate(items):
        day = item.planned
        if item.state in _PLANNED_STATES and item.kind in TAKES_A_PLACE:
            wishes.append(_wish(at, item, standing, places))
            day = None
        elif item.kind in _FIRST_SEEN:
            others.append((at, uid(item.contact, item.kind, item.key)))
        elif item.kind == "writing":
            others.append((at, ""))
        days.append((day, item.missed))
    return Asked(items, tuple(days), tuple(wishes), tuple(others))


def _wish(at: int, item: Item, standing: Standing | None, places: Places) -> Wish:
    # People just met come first: their days are few, and they are no backlog.
    order = (item.window is None, -item.rank, item.due or date.min, item.contact, item.key, at)
    start = max(item.window.start if item.window else item.due or places.today, places.today)
    end = item.window.end + _DAY if item.window else places.horizon
    return Wish(item, at, order, start, end, standing.contact.fields.quiet if standing else ())


def _without_place(item: Item, identity: str, places: Places, window: Window) -> date | None:
    if identity:
        known = window.published.events.get(identity)
        return known.start if known and known.start else window.today
    if item.state in _PLANNED_STATES and item.due:
        # Writing needs no other person: its day is its due day, or the next one that is not away.
        return places.next_allowed(item.due)
    return item.planned


def _known(
    wishes: Iterable[Wish], asked: Mapping[str, Asked], whose: Mapping[str, str], published: Published
) -> Iterator[tuple[Wish, PublishedEvent]]:
    """What the previous feed says of those whom it gave a day."""
    # Those with a window are served first.
    for wish in takewhile(lambda wish: wish.item.window, wishes):
        identity = uid(wish.item.contact, wish.item.kind, wish.item.key)
        event = published.events.get(identity) or published.members.get(identity)
        if event and event.start:
            yield wish, event
    for name, event in published.planned.items():
        for wish in _wishes(asked, [whose[name]]) if event.start and name in whose else ():
            if wish.item.window is None and _ref(wish) == name:
                yield wish, event


def _recall(
    wish: Wish, event: PublishedEvent, standings: Mapping[str, Standing], window: Window, places: Places
) -> Wish:
    """A wish with the published day that it keeps, or with how often it was missed and what follows from that."""
    item, day = wish.item, event.start
    if day is None:
        return wish
    if item.window:
        # A name more or less in the event's note shifts the others' windows, but not their published days.
        return replace(wish, published=day) if places.since <= day <= item.window.end else wish
    start, end, missed = wish.start, wish.end, 0
    if event.due == item.due:
        # The same round as when it was published: a day that has passed was missed.
        missed = event.missed + (day < places.since)
        if day < places.since:
            start = max(start, day + _delay(missed, standings.get(item.contact)))
        elif missed:
            start = max(start, day)
        if missed:
            # The count of misses is kept by the day: without one it would be forgotten.
            end = max(end, add(start, window.config.capacity.ahead))
    keeps = day >= max(item.due or places.since, places.since) and not _moved_earlier(item, event)
    return replace(wish, start=start, end=end, missed=missed, published=day if keeps else None)


def _moved_earlier(item: Item, event: PublishedEvent) -> bool:
    return event.due != item.due and (item.due is None or (event.due is not None and item.due < event.due))


def _delay(missed: int, standing: Standing | None) -> timedelta:
    """How long after the n-th miss in a row: n - 1 quarters of the interval, at most as many weeks."""
    days = _NO_INTERVAL
    if standing and standing.cadence:
        start = date(2001, 1, 1)
        days = (add(start, standing.cadence) - start).days
    return timedelta(days=min((missed - 1) * days // 4, (missed - 1) * 7))
