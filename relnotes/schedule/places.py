"""The places of the planner: allowed days with room, by day and by week."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from relnotes.model import Capacity, Contact, Note, Period, Touch, Window
from relnotes.parse.when import add

_DAY = timedelta(days=1)
_YEAR = 366


def first_of_week(day: date, capacity: Capacity) -> date:
    """The first day of a day's week, which begins on the first of the weekdays."""
    return day - timedelta(days=(day.weekday() - capacity.weekdays[0]) % 7)


def touched(contact: Contact, since: date, today: date) -> tuple[Touch, ...]:
    """The contact that there was with somebody from `since` until today, newest first."""
    found = []
    for touch in reversed(contact.touches):
        if touch.date < since:
            break
        if touch.date <= today:
            found.append(touch)
    return tuple(found)


class Places:
    """The room that each day and week has left."""

    def __init__(self, window: Window, me: Note | None, done: Iterable[Touch]) -> None:
        """`me` is the user's own note; `done` is this week's contact with everybody."""
        self.capacity = window.config.capacity
        self.today = window.today
        weekly = window.config.feed.group == "week"
        self.since = first_of_week(window.today, self.capacity) if weekly else window.today
        """The first published day that has not passed: the week's first, where the calendar says a week at once."""
        self.horizon = add(window.today, self.capacity.ahead)
        self.away = self.capacity.away + (me.fields.quiet if me else ())
        self.days: Counter[date] = Counter()
        self.weeks: Counter[date] = Counter()
        # What was done this week has used its places, so that doing one does not pull in the next. An entry with
        # three people is one.
        days = Counter(day for day, _, _ in {(touch.date, touch.path, touch.line) for touch in done})
        self.done_today = days[window.today]
        self.done_week = days.total()
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

    def left(self, end: date) -> bool:
        """Whether anything may be left for newcomers before a day."""
        return bool(self.open) or self.known < end

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
