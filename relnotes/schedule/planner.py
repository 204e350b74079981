"""Which day: planned check-ins, without flooding anyone and without moving what was published.

A place is an allowed day with room. Whoever has a published day keeps it; everyone else, by rank, takes the first
free place; nobody is ever pushed out. So one check-in done, missed or added moves at most one other.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter

from relnotes.model import Capacity, Item, Kind, Period, PublishedEvent, Standing, Vault, Window
from relnotes.parse.when import add
from relnotes.schedule.identity import ref, uid
from relnotes.schedule.listing import TAKES_A_PLACE

_PLANNED_STATES = {"snoozed", "quiet", "overdue", "due", "upcoming", "ok"}
_DAY = timedelta(days=1)
_YEAR = 366
_NO_INTERVAL = 28
# In the calendar they stay on the day on which they were first seen.
_FIRST_SEEN: frozenset[Kind] = frozenset({"reply", "news"})


Days = tuple[date | None, int]
"""The day that an item is planned for, and how often it was missed before."""


def plan(items: Iterable[Item], vault: Vault, standings: Mapping[str, Standing], window: Window) -> list[Days]:
    """The planned day and missed count of each item, in their order; those that take no place keep their own day."""
    items = list(items)
    places = Places(vault, window)
    for contact, _ in vault.unreadable:
        # Their events stay in the feed while their notes cannot be read, so their places are taken.
        known = window.published.planned.get(ref(contact, "check-in"))
        places.take(known.start if known and known.start and known.start >= places.since else None)
    days = [(found.planned, found.missed) for found in items]
    wishes = []
    for at, found in enumerate(items):
        if found.kind in TAKES_A_PLACE and found.state in _PLANNED_STATES:
            wishes.append(_wish(at, found, standings, window, places))
        else:
            days[at] = (_without_place(found, places, window), found.missed)
    wishes.sort(key=attrgetter("order"))
    kept = set()
    for wish in sorted((wish for wish in wishes if wish.published), key=lambda wish: wish.published or date.max):
        if places.free(wish.published, wish.quiet, published=True):
            days[wish.at] = (places.take(wish.published), wish.missed)
            kept.add(wish.at)
    for wish in wishes:
        if wish.at not in kept:
            days[wish.at] = (places.first(wish.start, wish.end, wish.quiet), wish.missed)
    return days


def _without_place(found: Item, places: "Places", window: Window) -> date | None:
    if found.kind in _FIRST_SEEN:
        known = window.published.events.get(uid(found.contact, found.kind, found.key))
        return known.start if known and known.start else window.today
    if found.kind == "writing" and found.state in _PLANNED_STATES and found.due:
        # Writing needs no other person: its day is its due day, or the next one that is not away.
        return places.next_allowed(found.due)
    return found.planned


class _Wish:
    """What an item asks of the planner: its published day if it may keep it, else the days among which to choose."""

    def __init__(self, at: int, item: Item, start: date, end: date, quiet: tuple[Period, ...]) -> None:
        self.at = at
        """Its place among the items."""
        self.start = start
        self.end = end
        """The first day that is too late."""
        self.quiet = quiet
        self.published: date | None = None
        self.missed = 0
        # People just met come first: their days are few, and they are no backlog.
        self.order = (item.window is None, -item.rank, item.due or date.min, item.contact, item.key)


def _wish(at: int, found: Item, standings: Mapping[str, Standing], window: Window, places: "Places") -> _Wish:
    today = window.today
    standing = standings.get(found.contact)
    quiet = standing.contact.fields.quiet if standing else ()
    if found.window:
        wish = _Wish(at, found, max(found.window.start, today), found.window.end + _DAY, quiet)
        identity = uid(found.contact, found.kind, found.key)
        known = window.published.events.get(identity) or window.published.members.get(identity)
        # A name more or less in the event's note shifts the others' windows, but not their published days.
        if known and known.start and places.since <= known.start <= found.window.end:
            wish.published = known.start
        return wish
    wish = _Wish(at, found, max(found.due or today, today), places.horizon, quiet)
    planned = window.published.planned
    known = planned.get(ref(found.contact, found.kind)) if planned else None
    if known is None or known.start is None:
        return wish
    earliest = max(found.due or places.since, places.since)
    if known.due == found.due:
        # The same round as when it was published: a day that has passed was missed.
        wish.missed = known.missed + (known.start < places.since)
        if known.start < places.since:
            wish.start = max(wish.start, known.start + _delay(wish.missed, standing))
        elif wish.missed:
            wish.start = max(wish.start, known.start)
        if wish.missed:
            # The count of misses is kept by the day: without one it would be forgotten.
            wish.end = max(wish.end, add(wish.start, window.config.capacity.ahead))
    if known.start >= earliest and not _moved_earlier(found, known):
        wish.published = known.start
    return wish


def _moved_earlier(found: Item, known: PublishedEvent) -> bool:
    return known.due != found.due and (found.due is None or (known.due is not None and found.due < known.due))


def _delay(missed: int, standing: Standing | None) -> timedelta:
    """How long after the n-th miss in a row: n - 1 quarters of the interval, at most as many weeks."""
    days = _NO_INTERVAL
    if standing and standing.cadence:
        start = date(2001, 1, 1)
        days = (add(start, standing.cadence) - start).days
    return timedelta(days=min((missed - 1) * days // 4, (missed - 1) * 7))


def first_of_week(day: date, capacity: Capacity) -> date:
    """The first day of a day's week, which begins on the first of the weekdays."""
    return day - timedelta(days=(day.weekday() - capacity.weekdays[0]) % 7)


class Places:
    """The room that each day and week has left."""

    def __init__(self, vault: Vault, window: Window) -> None:
        self.capacity = window.config.capacity
        self.today = window.today
        weekly = window.config.feed.group == "week"
        self.since = first_of_week(window.today, self.capacity) if weekly else window.today
        """The first published day that has not passed: the week's first, where the calendar says a week at once."""
        self.horizon = add(window.today, self.capacity.ahead)
        self.away = self.capacity.away + (vault.me.fields.quiet if vault.me else ())
        self.days: Counter[date] = Counter()
        self.weeks: Counter[date] = Counter()
        # What was done this week has used its places, so that doing one does not pull in the next.
        done = Counter(dict(_done(vault, self._week(window.today), window.today)))
        self.done_today = done[window.today]
        self.done_week = done.total()
        self.open: list[date] = []
        """The allowed days with room for newcomers, from today up to ``known``."""
        self.known = window.today

    def _week(self, day: date) -> date:
        return first_of_week(day, self.capacity)

    def allowed(self, day: date) -> bool:
        return day.weekday() in self.capacity.weekdays and not any(day in period for period in self.away)

    def free(self, day: date | None, quiet: tuple[Period, ...], *, published: bool = False) -> bool:
        """Whether a day is a place. What was done counts against newcomers only: it pushes nobody out."""
        if day is None or not self.allowed(day) or any(day in period for period in quiet):
            return False
        in_day, in_week = self.days[day], self.weeks[self._week(day)]
        if not published and self._week(day) == self._week(self.today):
            in_week += self.done_week
            in_day += self.done_today if day == self.today else 0
        return in_day < self.capacity.per_day and in_week < self.capacity.per_week

    def take(self, day: date | None) -> date | None:
        if day is not None:
            self.days[day] += 1
            self.weeks[self._week(day)] += 1
            full = [one for one in self.open if self._week(one) == self._week(day) and not self.free(one, ())]
            self.open = [one for one in self.open if one not in full] if full else self.open
        return day

    def first(self, start: date, end: date, quiet: tuple[Period, ...]) -> date | None:
        """Take the first place from `start` up to, not including, `end`."""
        while self.known < end:
            if self.free(self.known, ()):
                self.open.append(self.known)
            self.known += _DAY
        for day in self.open[bisect_left(self.open, start) :]:
            if day >= end:
                break
            if not any(day in period for period in quiet):
                return self.take(day)
        return None

    def next_allowed(self, day: date) -> date:
        for _ in range(_YEAR):
            if self.allowed(day):
                break
            day += _DAY
        return day


def _done(vault: Vault, since: date, today: date) -> Iterator[tuple[date, int]]:
    """How many entries of contact each day of this week has, up to today; one with three people is one."""
    entries = set()
    for contact in vault.contacts.values():
        for touch in reversed(contact.touches):
            if touch.date < since:
                break
            if touch.date <= today:
                entries.add((touch.date, touch.path, touch.line))
    yield from Counter(day for day, _, _ in entries).items()
