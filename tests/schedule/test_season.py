"""A season with a planner: 40 contacts, 90 days, three in five planned check-ins done, four people never.

The whole loop runs as it does for a user: notes -> vault -> agenda -> feed, and the next day plans from that feed.
"""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from msgspec import Struct

from relnotes.model import Agenda, Note, Window
from relnotes.parse.note import parse_note
from relnotes.parse.published import parse_published
from relnotes.schedule.agenda import build_agenda
from relnotes.vault import build_vault
from tests.support import config, feed_of, person

START = date(2026, 1, 5)
DAYS = 90
CADENCES = ["2 weeks"] * 10 + ["6 weeks"] * 15 + ["3 months"] * 15
NEVER = {3, 14, 20, 33}
SETTINGS = config('[feed]\ndetail = "none"\n')


class Season(Struct):
    """What a season's days showed."""

    done: int = 0
    changes: list[int] = []
    """A day, the events that changed beside those done or missed."""
    places: list[tuple[int, int]] = []
    """(day, contact) of each planned day that came."""
    most_a_day: int = 0
    most_a_week: int = 0


def simulate(seed: int) -> Season:
    """One season. Everyone was last met at some time within their own interval before it."""
    chance = random.Random(seed)  # noqa: S311 - a season, no secret
    logs = {number: [START - timedelta(days=chance.randrange(1, 100))] for number in range(len(CADENCES))}
    notes = {f"{number:02}.md": _note(number, logs[number]) for number in logs}
    season = Season()
    published: dict[str, date] = {}
    feed: bytes | None = None
    done_days: Counter[date] = Counter()
    for number in range(DAYS):
        today = START + timedelta(days=number)
        plan, feed = _publish(notes, today, feed)
        now = _planned(plan)
        touched = {path for path, day in published.items() if day < today}
        changed = {path for path in {*published, *now} if published.get(path) != now.get(path)} - touched
        if number:
            season.changes.append(len(changed))
        _measure(season, now, done_days, today)
        published = now
        for path in [path for path, day in now.items() if day == today]:
            who = int(path[:2])
            season.places.append((number, who))
            if who not in NEVER and chance.random() < 0.6:
                logs[who].append(today)
                notes[path] = _note(who, logs[who])
                done_days[today] += 1
                season.done += 1
    return season


def _note(number: int, log: list[date]) -> Note:
    lines = "\n".join(f"- {day.isoformat()} call: number {count}" for count, day in enumerate(log))
    return parse_note(f"{number:02}.md", person(f"cadence: {CADENCES[number]}", lines).encode())


def _publish(notes: dict[str, Note], today: date, feed: bytes | None) -> tuple[Agenda, bytes]:
    people = build_vault(notes, SETTINGS)
    window = Window(today, SETTINGS, parse_published(feed))
    plan = build_agenda(people, window)
    return plan, feed_of(people, window, plan)


def _planned(plan: Agenda) -> dict[str, date]:
    return {item.contact: item.planned for item in plan.items if item.planned}


def _measure(season: Season, planned: dict[str, date], done: Counter[date], today: date) -> None:
    """The fullest day and week, with what is planned from today on and what was done before."""
    days = Counter(planned.values()) + done
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        weeks[day - timedelta(days=day.weekday())] += count
    season.most_a_day = max(season.most_a_day, *(count for day, count in days.items() if day >= today), 0)
    season.most_a_week = max(season.most_a_week, *weeks.values())


@pytest.mark.parametrize("seed", range(10))
def test_a_season(seed: int) -> None:
    """Capacity holds, the work gets done, the calendar stands still, and who is avoided does not block the others."""
    season = simulate(seed)
    last_month = [who for number, who in season.places if number >= DAYS - 30]
    assert season.most_a_day <= SETTINGS.capacity.per_day
    assert season.most_a_week <= SETTINGS.capacity.per_week
    assert season.done >= 70
    assert sum(season.changes) / len(season.changes) < 1
    assert max(season.changes) <= 4
    assert sum(who in NEVER for who in last_month) < len(last_month) / 6
