"""The rhythm that was kept: the dues of the past, replayed from the log, and whether contact followed in time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from relnotes.model import Cadence, Contact, Period, Standing, Vault, Window
from relnotes.parse.when import add
from relnotes.schedule.standing import RESTING, STRETCH

LATELY = timedelta(weeks=12)
"""What “the last weeks” are: as far back as one looks to judge a pace."""
_GRACE = 4
_STILL = {"paused", "resting", "waiting"}


class Round(Struct, frozen=True):
    """One due of the past: the day on which it was due, and whether contact came within a quarter of the interval."""

    contact: str
    due: date
    kept: bool


def days_away(vault: Vault, window: Window) -> tuple[Period, ...]:
    """The days on which nothing is asked of me: the config's and those of the note about me."""
    return window.config.capacity.away + (vault.me.fields.quiet if vault.me else ())


def rounds(standings: Iterable[Standing], away: tuple[Period, ...], since: date, today: date) -> Iterator[Round]:
    """The rounds that fell due from `since` up to today, of everyone who is active; none that may still be kept."""
    for standing in standings:
        if standing.cadence and standing.state not in _STILL and standing.contact.note.type == "person":
            yield from _rounds(standing.contact, standing.cadence, away, since, today)


def _rounds(contact: Contact, cadence: Cadence, away: tuple[Period, ...], since: date, today: date) -> Iterator[Round]:
    found = _contact_days(contact, today)
    days = [day for day, _ in found]
    snoozed = contact.fields.snooze_until or date.min
    free = (*away, *contact.fields.quiet)
    at = 0
    while at < len(days):
        begin, unanswered = found[at]
        if unanswered >= RESTING:
            at += 1
            continue
        due = add(begin, cadence, STRETCH[unanswered])
        if due > today:
            break
        # Who is talked to more often than asked has one round an interval all the same: the next one begins with the
        # last contact before the due day, else with the first one after it.
        following = max(bisect_right(days, due) - 1, at + 1)
        limit = later(due, (due - begin).days // _GRACE, free)
        if following < len(days):
            if due >= since:
                yield Round(contact.id, due, days[following] <= limit)
        elif due >= since and limit < today and snoozed <= today:
            yield Round(contact.id, due, kept=False)
        at = following


def _contact_days(contact: Contact, today: date) -> list[tuple[date, int]]:
    """The days of contact, oldest first, each with how many messages in a row waited for an answer then."""
    found: dict[date, int] = {}
    unanswered = 0
    if not contact.touches and contact.fields.met and contact.fields.met.on:
        return [(contact.fields.met.on, 0)]
    for touch in contact.touches:
        if touch.date > today:
            break
        if touch.way == "sent":
            unanswered += 1
        elif touch.way != "none":
            unanswered = 0
        found[touch.date] = unanswered
    return list(found.items())


def later(day: date, days: int, away: Iterable[Period]) -> date:
    """The day so many days later, days away not counted."""
    end = day + timedelta(days=days)
    for period in sorted(away, key=lambda one: one.start):
        start = max(period.start, day)
        if start <= end and period.end >= day:
            end += period.end - start + timedelta(days=1)
    return end


def open_days(start: date, end: date, away: Iterable[Period]) -> int:
    """How many days from `start` up to, not including, `end` are not away."""
    found = {
        day
        for period in away
        for day in range(max(period.start, start).toordinal(), min(period.end, end - timedelta(days=1)).toordinal() + 1)
    }
    return (end - start).days - len(found)
