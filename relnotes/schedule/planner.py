"""Which day: planned check-ins, without flooding anyone and without moving what was published.

A place is an allowed day with room. Whoever has a published day keeps it; everyone else, by rank, takes the first
free place; nobody is ever pushed out. So one check-in done, missed or added moves at most one other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from relnotes.model import Capacity, Item, Kind, Period, PublishedEvent, Standing, Vault, Window
from relnotes.parse.when import add
from relnotes.schedule.identity import ref, uid

TAKES_A_PLACE: frozenset[Kind] = frozenset({"check-in", "community", "event-follow-up"})
_PLANNED_STATES = {"snoozed", "quiet", "overdue", "due", "upcoming", "ok"}
_DAY = timedelta(days=1)
_YEAR = 366
_NO_INTERVAL = 28


def plan(items: Iterable[Item], vault: Vault, standings: Mapping[str, Standing], window: Window) -> list[Item]:
    """The items with their planned days and missed counts; those that take no place pass through."""
    items = list(items)
    places = Places(vault, window)
    for contact, _ in vault.unreadable:
        # Their events stay in the feed while their notes cannot be read, so their places are taken.
        known = window.published.planned.get(ref(contact, "check-in"))
        places.take(known.start if known and known.start and known.start >= places.since else None)
    wishes = [
        _wish(found, standings, window, places)
        for found in items
        if found.kind in TAKES_A_PLACE and found.state in _PLANNED_STATES
    ]
    planned: dict[int, Item] = {}
    kept = [wish for wish in wishes if wish.published]
    for wish in sorted(kept, key=lambda wish: (wish.published or date.max, *wish.order)):
        if places.free(wish.published, wish.quiet, published=True):
            planned[id(wish.item)] = replace(wish.item, planned=places.take(wish.published), missed=wish.missed)
    for wish in sorted(wishes, key=lambda wish: wish.order):
        if id(wish.item) not in planned:
            day = places.first(wish.start, wish.end, wish.quiet)
            planned[id(wish.item)] = replace(wish.item, planned=day, missed=wish.missed)
    return [planned.get(id(found)) or _without_place(found, places) for found in items]


def _without_place(found: Item, places: "Places") -> Item:
    if found.kind == "writing" and found.state in _PLANNED_STATES and found.due:
        # Writing needs no other person: its day is its due day, or the next one that is not away.
        return replace(found, planned=places.next_allowed(found.due))
    return found


class _Wish:
    """What an item asks of the planner: its published day if it may keep it, else the days among which to choose."""

    def __init__(self, item: Item, start: date, end: date, quiet: tuple[Period, ...]) -> None:
        self.item = item
        self.start = start
        self.end = end
        """The first day that is too late."""
        self.quiet = quiet
        self.published: date | None = None
        self.missed = 0

    @property
    def order(self) -> tuple[bool, float, date, str, str]:
        # People just met come first: their days are few, and they are no backlog.
        return (
            self.item.window is None,
            -self.item.rank,
            self.item.due or date.min,
            self.item.contact,
            self.item.key,
        )


def _wish(found: Item, standings: Mapping[str, Standing], window: Window, places: "Places") -> _Wish:
    today = window.today
    standing = standings.get(found.contact)
    quiet = standing.contact.fields.quiet if standing else ()
    if found.window:
        wish = _Wish(found, max(found.window.start, today), found.window.end + _DAY, quiet)
        identity = uid(found.contact, found.kind, found.key)
        known = window.published.events.get(identity) or window.published.members.get(identity)
        # A name more or less in the event's note shifts the others' windows, but not their published days.
        if known and known.start and places.since <= known.start <= found.window.end:
            wish.published = known.start
        return wish
    wish = _Wish(found, max(found.due or today, today), places.horizon, quiet)
    known = window.published.planned.get(ref(found.contact, found.kind))
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
        return day

    def first(self, start: date, end: date, quiet: tuple[Period, ...]) -> date | None:
        """Take the first place from `start` up to, not including, `end`."""
        while start < end:
            if self.free(start, quiet):
                return self.take(start)
            start += _DAY
        return None

    def next_allowed(self, day: date) -> date:
        for _ in range(_YEAR):
            if self.allowed(day):
                break
            day += _DAY
        return day


def _done(vault: Vault, since: date, today: date) -> Iterator[tuple[date, int]]:
    """How many entries of contact each day of this week has, up to today; one with three people is one."""
    entries = {
        (touch.date, touch.path, touch.line)
        for contact in vault.contacts.values()
        for touch in contact.touches
        if since <= touch.date <= today
    }
    yield from Counter(day for day, _, _ in entries).items()
