"""forecast: what the cadences ask for, against the pace of the log, and who goes cold if that goes on.

Whom one keeps up with today is taken to be kept first, after the focus and the circles' weights: as many as the pace
allows are sustained, and the others get what is left over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from relnotes.insight.rhythm import LATELY, days_away, open_days
from relnotes.insight.who import works_at
from relnotes.model import Cadence, Circle, Contact, Period, Standing, Vault, Window
from relnotes.parse.when import add
from relnotes.parse.words import fold
from relnotes.schedule.cadence import circle_of
from relnotes.schedule.standing import STRETCH
from relnotes.vault import resolve

_WEEK = timedelta(days=7)
_STILL = {"paused", "resting", "waiting"}
_SHORTEST = timedelta(days=14)
_GROUPS = 3
_LARGEST_GROUP = 8
# What stands in the place of a company or a town and is none.
_NOWHERE = frozenset(
    fold(word)
    for word in (
        "remote|freelance|freelancer|self-employed|self|independent|consultant|retired|unknown|none|various|"
        "عن بعد|مستقل|متقاعد"
    ).split("|")
)


class Cooling(Struct, frozen=True):
    """Somebody who goes cold, and when: since before today where they are cold already."""

    standing: Standing
    on: date


class Group(Struct, frozen=True):
    """Some who go cold and share a company, a community or a place."""

    name: str
    people: tuple[Contact, ...]


class Forecast(Struct, frozen=True):
    """Check-ins a week that the cadences ask for and that are done; who stays warm and who does not until a day."""

    asked: float
    done: float
    since: date
    until: date
    warm: tuple[Standing, ...]
    cooling: tuple[Cooling, ...]
    cold: tuple[Cooling, ...]
    stretch: float | None
    """How many times as long the cadences of those who go cold would have to be, to fit the pace; if that helps."""
    stretch_all: float | None
    """Else how many times as long all cadences."""
    groups: tuple[Group, ...]


class _One:
    """A person in the simulation: when they are due, and when they go cold."""

    def __init__(self, standing: Standing, cadence: Cadence, circles: Mapping[str, Circle], window: Window) -> None:
        self.standing = standing
        contact, today = standing.contact, window.today
        step = STRETCH[min(standing.unanswered, len(STRETCH) - 1)]
        self.days = max((add(today, cadence, step) - today).days, 1)
        self.rest = timedelta(days=round(self.days * (window.config.overdue - 1)))
        self.due = standing.due or today
        self.ends = max((one.end for one in contact.fields.quiet if today in one), default=date.min)
        self.cold = max(self.due, self.ends) + self.rest
        self.was_cold = self.cold <= today
        circle = circle_of(contact, circles)
        self.order = (
            not contact.fields.focus,
            -(circle.weight if circle else 1.0),
            standing.ratio if standing.ratio is not None else 1.0,
            contact.id,
        )
        self.sustained = False

    @property
    def a_week(self) -> float:
        return 7 / self.days

    def meet(self, day: date) -> None:
        self.due = day + timedelta(days=self.days)
        self.cold = self.due + self.rest


def forecast(vault: Vault, standings: Mapping[str, Standing], window: Window, until: date) -> Forecast:
    """What becomes of everyone who is active until a day, at the pace of the last weeks."""
    circles = {circle.name: circle for circle in window.config.circles}
    away = days_away(vault, window)
    people = [
        _One(standing, standing.cadence, circles, window)
        for standing in standings.values()
        if standing.cadence and standing.state not in _STILL and standing.contact.note.type == "person"
    ]
    people.sort(key=lambda one: one.order)
    since, done = _pace([one.standing.contact for one in people], away, window.today)
    asked = sum(one.a_week for one in people)
    room = done
    for one in people:
        one.sustained = one.a_week <= room
        room -= one.a_week if one.sustained else 0
    _simulate(people, done, away, window.today, until)
    cooling = sorted((one for one in people if one.cold <= until), key=lambda one: (one.cold, one.order))
    theirs = sum(one.a_week for one in cooling)
    stretch = _stretch(theirs, done - asked + theirs)
    warm = tuple(one.standing for one in people if one.cold > until)
    return Forecast(
        asked=asked,
        done=done,
        since=since,
        until=until,
        warm=warm,
        cooling=tuple(Cooling(one.standing, one.cold) for one in cooling if not one.was_cold),
        cold=tuple(Cooling(one.standing, one.cold) for one in cooling if one.was_cold),
        stretch=stretch,
        stretch_all=_stretch(asked, done) if cooling and not stretch else None,
        groups=_groups(vault, [one.standing.contact for one in cooling], window.today),
    )


def _pace(people: list[Contact], away: tuple[Period, ...], today: date) -> tuple[date, float]:
    """Since when the pace is measured, and how many check-ins a week there were on days that were not away.

    A lunch with three people is contact with three. A log that has just begun is judged by what there is of it.
    """
    days = {(one.id, touch.date) for one in people for touch in one.touches if touch.way != "none"}
    first = min((day for _, day in days), default=today)
    tomorrow = today + timedelta(days=1)
    since = max(tomorrow - LATELY, min(first, tomorrow - _SHORTEST))
    count = sum(since <= day <= today for _, day in days)
    return since, 7 * count / max(open_days(since, tomorrow, away), 7)


def _simulate(people: list[_One], pace: float, away: tuple[Period, ...], today: date, until: date) -> None:
    """Week by week: so many of those who are due are met, the sustained first, then whoever goes cold first."""
    budget = 0.0
    week = today
    while week < until:
        end = week + _WEEK
        budget = min(budget, max(pace, 1.0)) + pace * open_days(week, end, away) / 7
        due = [one for one in people if one.due < end and one.ends < end]
        due.sort(key=lambda one: (not one.sustained, one.cold < week, one.cold))
        for one in due[: int(budget)]:
            one.meet(max(week, one.due))
            budget -= 1
        week = end


def _stretch(asked: float, room: float) -> float | None:
    """How many times as long some cadences must be to fit into the room, in halves; None where that is no help."""
    if asked <= 0 or room <= 0:
        return None
    times = -(-2 * asked // room) / 2
    return times if 1 < times <= 4 else None


def _groups(vault: Vault, people: Iterable[Contact], today: date) -> tuple[Group, ...]:
    """The companies, communities and places that several of these people share: each person is in one group only."""
    members: dict[tuple[int, str], dict[str, Contact]] = defaultdict(dict)
    communities = {path for path, note in vault.notes.items() if note.type == "community"}
    for contact in people:
        for number, name in _circles_of(vault, contact, communities, today):
            if fold(name.strip()) not in _NOWHERE:
                members[number, name][contact.id] = contact
    found: list[Group] = []
    seen: set[str] = set()
    for (_, name), group in sorted(members.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1])):
        free = tuple(contact for key, contact in group.items() if key not in seen)
        if 2 <= len(free) <= _LARGEST_GROUP and len(found) < _GROUPS:
            found.append(Group(name, free))
            seen.update(contact.id for contact in free)
    return tuple(found)


def _circles_of(vault: Vault, contact: Contact, communities: set[str], today: date) -> Iterable[tuple[int, str]]:
    """Where a person may be met with others: at work, in a community, in their town; the closest first."""
    for _, company in works_at(contact, today):
        yield 0, company
    met = contact.fields.met
    path = resolve(vault.names, met.at) if met and met.at else None
    places = {path or "", *(place for place, _ in contact.backlinks)}
    for place in sorted(places & communities):
        yield 1, vault.notes[place].name
    if contact.fields.location:
        yield 2, contact.fields.location
