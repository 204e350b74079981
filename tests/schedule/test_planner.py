"""What the planner promises, over vaults that hypothesis makes up."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.model import Agenda, Window
from relnotes.parse.published import parse_published
from tests.support import TODAY, agenda, config, feed, person, vault

TOML = '[capacity]\nper_day = 2\nper_week = 6\naway = ["2026-12-02..2026-12-04"]\n[feed]\ndetail = "none"\n'
CADENCES = st.sampled_from(["1w", "2w", "4 weeks", "6w", "3 months"])
PEOPLE = st.lists(st.tuples(CADENCES, st.integers(1, 200)), min_size=1, max_size=30)
Notes = dict[str, str]


def notes_of(people: list[tuple[str, int]], today: date = TODAY) -> Notes:
    return {
        f"{number:02}.md": person(f"cadence: {cadence}", f"- {today - timedelta(days=days)} call")
        for number, (cadence, days) in enumerate(people)
    }


def planned(plan: Agenda) -> dict[str, date]:
    return {item.contact: item.planned for item in plan.items if item.planned}


@given(PEOPLE)
@settings(max_examples=60, deadline=None)
def test_places(people: list[tuple[str, int]]) -> None:
    """Days and weeks hold no more than they may; away days and weekends nothing; nobody comes before they are due."""
    plan = agenda(notes_of(people), toml=TOML)
    days = planned(plan)
    assert max(Counter(days.values()).values(), default=0) <= 2
    assert max(Counter(day - timedelta(days=day.weekday()) for day in days.values()).values(), default=0) <= 6
    assert all(day.weekday() < 5 and not date(2026, 12, 2) <= day <= date(2026, 12, 4) for day in days.values())
    assert all(TODAY <= day < TODAY + timedelta(weeks=4) for day in days.values())
    assert all(item.due and item.due <= item.planned for item in plan.items if item.planned)


@given(PEOPLE)
@settings(max_examples=60, deadline=None)
def test_by_rank(people: list[tuple[str, int]]) -> None:
    """Among those due already, whoever ranks higher comes no later."""
    due = [item for item in agenda(notes_of(people), toml=TOML).items if item.due and item.due <= TODAY]
    ranked = sorted(due, key=lambda item: -item.rank)
    days = [item.planned or date.max for item in ranked]
    assert days == sorted(days)


@given(PEOPLE)
@settings(max_examples=30, deadline=None)
def test_the_same_day_again_changes_nothing(people: list[tuple[str, int]]) -> None:
    """Planned from its own feed, a feed is the same to the byte."""
    notes = notes_of(people)
    first = feed(notes, toml=TOML)
    assert feed(notes, toml=TOML, previous=first) == first


@given(PEOPLE, st.data())
@settings(max_examples=60, deadline=None)
def test_one_log_line_moves_at_most_one_other(people: list[tuple[str, int]], data: st.DataObject) -> None:
    """A line added to one contact's log moves that contact, and at most one other who had no day."""
    notes = notes_of(people)
    before = feed(notes, toml=TOML)
    who = data.draw(st.sampled_from(sorted(notes)))
    later = {**notes, who: notes[who] + f"- {TODAY - timedelta(days=data.draw(st.integers(0, 3)))} call\n"}
    old, new = planned(agenda(notes, toml=TOML)), planned(agenda(later, toml=TOML, feed=before))
    moved = {name for name in {*old, *new} if old.get(name) != new.get(name)} - {who}
    assert len(moved) <= 1
    assert all(name not in old for name in moved)


@given(PEOPLE, st.integers(1, 10))
@settings(max_examples=60, deadline=None)
def test_nobody_is_pushed_out(people: list[tuple[str, int]], days: int) -> None:
    """As days pass, and with a newcomer of the highest rank, a published day that is still ahead stays."""
    notes = notes_of(people)
    before = feed(notes, toml=TOML)
    later = {**notes, "new.md": person("cadence: 1w\ncircle: inner", "- 2020-01-01 call")}
    today = TODAY + timedelta(days=days)
    old = planned(agenda(notes, toml=TOML))
    new = planned(agenda(later, today, TOML, before))
    assert {name: day for name, day in old.items() if day >= today}.items() <= new.items()


def test_missed_days() -> None:
    """A day that passes is a miss; from the second on the next place comes later, and it never comes to nothing."""
    notes = {"A.md": person("cadence: 8 weeks", "- 2026-01-05 call")}
    published = None
    today = TODAY
    days = []
    for _ in range(6):
        plan = agenda(notes, today, TOML, published)
        published = feed(notes, today, TOML, published)
        item = plan.items[0]
        assert item.planned
        days.append((item.planned.isoformat(), item.missed))
        today = item.planned + timedelta(days=1)
    assert days == [
        ("2026-11-23", 0),
        ("2026-11-24", 1),
        ("2026-12-01", 2),
        ("2026-12-15", 3),
        ("2027-01-05", 4),
        ("2027-02-02", 5),
    ]


def test_contact_or_an_edit_ends_the_count_of_misses() -> None:
    """After a log line, or with another cadence, the count begins anew."""
    notes = {"A.md": person("cadence: 8 weeks", "- 2026-01-05 call")}
    first = feed(notes, TODAY, TOML)
    missed = feed(notes, TODAY + timedelta(days=1), TOML, first)
    assert [event.missed for event in parse_published(missed).planned.values()] == [1]
    for changed in (
        person("cadence: 8 weeks", "- 2026-01-05 call\n- 2026-10-01 call"),
        person("cadence: 9 weeks", "- 2026-01-05 call"),
    ):
        plan = agenda({"A.md": changed}, TODAY + timedelta(days=1), TOML, missed)
        assert plan.items[0].missed == 0


def test_due_earlier_than_published_comes_earlier() -> None:
    """Whoever is wanted sooner than published does not wait for the published day."""
    slow = {"A.md": person("cadence: 6 weeks", "- 2026-10-26 call")}
    before = feed(slow, TODAY, TOML)
    fast = {"A.md": person("cadence: 2 weeks", "- 2026-10-26 call")}
    assert planned(agenda(slow, TODAY, TOML)) == {"A.md": date(2026, 12, 7)}
    assert planned(agenda(fast, TODAY, TOML, before)) == {"A.md": TODAY}


def test_what_was_done_today_uses_a_place() -> None:
    """Two done on a day of two places leave none for the backlog."""
    notes = {
        "A.md": person("cadence: 1y", f"- {TODAY} call"),
        "B.md": person("cadence: 1y", f"- {TODAY} call"),
        "C.md": person("cadence: 4w", "- 2026-01-01 call"),
    }
    assert planned(agenda(notes, toml=TOML)) == {"C.md": date(2026, 11, 24)}


def test_quiet_windows_and_my_own_away() -> None:
    """Nobody is planned in their quiet time, nor in the away time of the me note."""
    notes = {
        "A.md": person("cadence: 4w\nquiet: [2026-11-20..2026-11-26]", "- 2026-01-01 call"),
        "B.md": person("cadence: 4w", "- 2026-01-01 call"),
        "Me.md": "---\ntype: me\naway: 2026-11-23..2026-11-24\n---\n",
    }
    assert planned(agenda(notes, toml=TOML)) == {"A.md": date(2026, 11, 27), "B.md": date(2026, 11, 25)}


def test_an_unreadable_feed_is_no_feed() -> None:
    """Rubbish in the place of the previous feed plans as if there were none."""
    notes = notes_of([("2w", 30), ("4w", 40)])
    assert agenda(notes, toml=TOML, feed=b"\x00\xffBEGIN:VEVENT\nUID:\nEND:VEVENT") == agenda(notes, toml=TOML)


def test_a_window_needs_only_a_day() -> None:
    """The defaults plan without config and without a feed."""
    assert vault(notes_of([("2w", 30)])).contacts and Window(TODAY, config()).published.events == {}


def test_a_miss_delay_outlives_its_day() -> None:
    """When the day of somebody missed stops being a place, the next one is no earlier."""
    notes = {"A.md": person("cadence: 6 months", "- 2026-01-05 call")}
    published, today = None, TODAY
    for _ in range(5):
        published = feed(notes, today, TOML, published)
        today = next(iter(parse_published(published).planned.values())).start or today
        today += timedelta(days=1)
    published = feed(notes, today, TOML, published)
    wanted = planned(agenda(notes, today, TOML, published))["A.md"]
    away = TOML.replace("2026-12-02..2026-12-04", f"{wanted}..{wanted}")
    assert planned(agenda(notes, today, away, published))["A.md"] > wanted


def test_a_backlog_never_becomes_a_hundred_events() -> None:
    """However long nothing is done, the calendar reaches no further than the delay of misses and four weeks."""
    notes = notes_of([("4 weeks", 100 + n) for n in range(80)])
    published, today = None, TODAY
    for _ in range(12):
        published = feed(notes, today, TOML, published)
        today += timedelta(days=7)
    assert len(planned(agenda(notes, today, TOML, published))) <= 60


def test_another_guest_does_not_move_the_others() -> None:
    """A name added to an event's note changes nobody's published day."""
    event = "---\ntype: event\ndate: 2026-11-20\n---\n- [[Ada Lee]]\n- [[Bo Falk]]\n- [[Cy Dahl]]\n"
    notes = {"E.md": event}
    before = agenda(notes, toml=TOML)
    longer = {"E.md": event.replace("- [[Ada", "- [[New Guest]]\n- [[Ada")}
    after = planned(agenda(longer, toml=TOML, feed=feed(notes, toml=TOML)))
    assert planned(before).items() <= after.items() and "New Guest" in after
