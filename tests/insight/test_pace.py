"""focus and forecast: notes in, people and counts out."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from relnotes.insight.focus import Focus, see_focus
from relnotes.insight.forecast import Forecast, forecast
from relnotes.insight.rhythm import later, open_days, rounds
from relnotes.model import Period, Window
from relnotes.schedule.standing import standings
from tests.support import TODAY, config, person, vault

SINCE = TODAY - timedelta(weeks=12)


def replayed(log: str, front: str = "cadence: 4 weeks", away: tuple[Period, ...] = ()) -> list[tuple[str, bool]]:
    people = vault({"People/Ada.md": person(front, log)})
    where = standings(people, Window(TODAY, config()))
    return [(one.due.isoformat(), one.kept) for one in rounds(where.values(), away, SINCE, TODAY)]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("- 2026-09-01 call\n- 2026-09-29 call\n- 2026-10-27 call", [("2026-09-29", True), ("2026-10-27", True)]),
        ("- 2026-09-01 call\n- 2026-10-06 call", [("2026-09-29", True), ("2026-11-03", False)]),
        ("- 2026-09-01 call\n- 2026-10-07 call", [("2026-09-29", False), ("2026-11-04", False)]),
        ("- 2026-10-22 call", []),  # due on the 19th; it may still be kept
        ("- 2026-10-12 call", [("2026-11-09", False)]),
        ("- 2026-10-30 call", []),
        # Talked to every week: one round an interval, kept.
        ("\n".join(f"- {date(2026, 9, 1) + timedelta(days=7 * n)} call" for n in range(12)), [
            ("2026-09-29", True), ("2026-10-27", True),
        ]),
        # Unanswered: the interval doubles, then the contact rests.
        ("- 2026-08-05 sent\n- 2026-09-30 sent", [("2026-09-30", True)]),
        ("- 2026-08-01 sent\n- 2026-08-02 sent\n- 2026-08-03 sent", []),
        ("- 2026-08-05 call\n- 2026-08-20 note: she moved\n- 2026-09-03 call", [
            ("2026-09-02", True), ("2026-10-01", False),
        ]),
    ],
)  # fmt: skip
def test_the_rounds_of_a_log(log: str, expected: list[tuple[str, bool]]) -> None:
    """Each due of the last twelve weeks, kept when contact came within a quarter of the interval."""
    assert replayed(log) == expected


def test_days_away_are_left_out() -> None:
    """A due that falls into a journey may be met a quarter of the interval after it."""
    log = "- 2026-09-01 call\n- 2026-10-18 call"
    assert replayed(log)[0] == ("2026-09-29", False)
    assert replayed(log, away=(Period(date(2026, 9, 25), date(2026, 10, 12)),))[0] == ("2026-09-29", True)
    assert replayed(log, "cadence: 4 weeks\nquiet: [2026-09-25..2026-10-12]")[0] == ("2026-09-29", True)


def test_who_is_not_active_has_no_rounds() -> None:
    """Paused people, and those who are snoozed now, are no failure of the habit."""
    assert replayed("- 2026-09-01 call", "cadence: 4 weeks\npaused: true") == []
    assert replayed("- 2026-10-12 call", "cadence: 4 weeks\nsnooze_until: 2026-12-01") == []


def test_sums_of_days() -> None:
    """Days away are counted once, however the periods overlap."""
    away = (Period(date(2026, 1, 5), date(2026, 1, 9)), Period(date(2026, 1, 8), date(2026, 1, 10)))
    assert open_days(date(2026, 1, 1), date(2026, 1, 11), away) == 4
    assert open_days(date(2026, 1, 1), date(2026, 1, 5), away) == 4
    assert later(date(2026, 1, 1), 3, away) == date(2026, 1, 4)
    assert later(date(2026, 1, 1), 4, away[:1]) == date(2026, 1, 10)


# --- focus ---------------------------------------------------------------------------------------------------------


def seen(notes: Mapping[str, str], toml: str) -> Focus:
    people, window = vault(notes), Window(TODAY, config(toml))
    return see_focus(people, standings(people, window), window)


KEPT = "\n".join(f"- {date(2026, 9, 1) + timedelta(days=28 * n)} call" for n in range(3))
CROWD = {f"People/{n}.md": person(f"cadence: 4 weeks\nmet: 2020-01-0{n}", KEPT) for n in range(1, 6)}


def test_the_order_of_admission() -> None:
    """focus: true, then the circle's weight, then who was met first; a chat changes nothing."""
    notes = {
        **CROWD,
        "People/Inner.md": person("circle: inner\nmet: 2025-01-01"),
        "People/Chosen.md": person("cadence: 1y\nfocus: true"),
        "People/Unkept.md": person(""),
        "People/Paused.md": person("circle: inner\nmet: 2001-01-01\npaused: true"),  # takes nobody's place
        "People/Paused until.md": person("circle: inner\nmet: 2001-01-01\npaused: 2026-12-01"),
    }
    found = seen(notes, "[focus]\nlimit = 3")
    assert [one.contact.name for one in found.active] == ["Chosen", "Inner", "1"]
    assert [one.contact.name for one in found.waiting] == ["2", "3", "4", "5"]
    assert found.waiting[0].state == "waiting"


def test_four_in_five_make_room_for_two() -> None:
    """A habit that holds suggests two more, or as many as wait; a lapse, or too few dues, none."""
    assert (seen(CROWD, "[focus]\nlimit = 2").due, seen(CROWD, "[focus]\nlimit = 2").kept) == (4, 4)
    assert seen(CROWD, "[focus]\nlimit = 2").suggested == 4
    assert seen(CROWD, "[focus]\nlimit = 4").suggested == 5
    assert seen(CROWD, "[focus]\nlimit = 5").suggested is None
    assert seen(CROWD, "[focus]\nlimit = 1").suggested is None  # two dues are no evidence
    assert seen(CROWD, "").suggested is None
    lapsed = {path: text.replace("- 2026-09-29 call\n", "") for path, text in CROWD.items()}
    assert seen(lapsed, "[focus]\nlimit = 2").suggested is None


# --- forecast ------------------------------------------------------------------------------------------------------

UNTIL = date(2027, 3, 23)


def ahead(notes: Mapping[str, str], toml: str = "") -> Forecast:
    people, window = vault(notes), Window(TODAY, config(toml))
    return forecast(people, standings(people, window), window, UNTIL)


def test_what_is_asked_and_done() -> None:
    """The cadences' sum a week, against contact in the last twelve weeks; a lunch with two is two."""
    notes = {
        "People/A.md": person("cadence: 1 week", "- 2026-11-20 lunch with [[B]]\n- 2026-11-13 call\n- 2026-08-01 mail"),
        "People/B.md": person("cadence: 2 weeks", "- 2026-11-13 promised: a book"),
        "People/C.md": person("cadence: 2 weeks\npaused: true", "- 2026-11-20 call"),
        "People/D.md": person("", "- 2026-11-20 call"),
    }  # fmt: skip
    found = ahead(notes)
    assert round(found.asked, 2) == 1.5
    assert round(found.done * 12, 2) == 3
    busy = ahead(notes, '[capacity]\naway = ["2026-10-12..2026-11-08"]')
    assert round(busy.done * 8, 2) == 3


def test_a_young_log_is_judged_by_what_there_is() -> None:
    """Three calls in a log of three weeks are one a week."""
    log = "- 2026-11-22 call\n- 2026-11-12 call\n- 2026-11-03 call"
    assert ahead({"People/A.md": person("cadence: 1 week", log)}).done == pytest.approx(1)


def test_who_goes_cold() -> None:
    """With a pace of one a week, eight with a cadence of four weeks: half stay warm, the others cool one by one."""
    day = date(2026, 11, 22)
    notes = {
        f"People/{n}.md": person("cadence: 4 weeks", f"- {day - timedelta(days=n * 7)} call\n- 2025-01-01 call")
        for n in range(8)
    }
    extra = {
        "People/9.md": person(
            "cadence: 4 weeks", "\n".join(f"- {day - timedelta(days=n)} call" for n in (1, 8, 15, 22))
        )
    }
    found = ahead(notes | extra)
    assert found.done == pytest.approx(1)
    assert [one.contact.name for one in found.warm] == ["0", "9", "1", "2"]
    assert {one.standing.contact.name for one in found.cooling} == {"3", "4", "5"}
    assert [one.on for one in found.cooling] == sorted(one.on for one in found.cooling)
    assert [one.standing.contact.name for one in found.cold] == ["7", "6"]
    assert found.stretch is None and found.stretch_all == 2.5


def test_enough_pace_keeps_everybody() -> None:
    """Nobody goes cold where the pace is that of the cadences, and who is cold becomes warm again."""
    often, seldom = ("\n".join(f"- {TODAY - timedelta(days=n)} call" for n in range(1, 80, step)) for step in (3, 7))
    old = person("cadence: 1y", "- 2024-01-01 call")
    found = ahead({"People/A.md": person("cadence: 1 week", often), "People/B.md": old})
    assert [one.contact.name for one in found.warm] == ["A", "B"]
    assert (found.cooling, found.cold, found.stretch, found.stretch_all, found.groups) == ((), (), None, None, ())
    found = ahead({"People/A.md": person("cadence: 1 week", seldom), "People/B.md": old})
    assert [one.standing.contact.name for one in found.cold] == ["B"]


def test_the_focus_and_the_circle_come_first() -> None:
    """What little is done goes to those who matter most: a call in six weeks keeps one of four."""
    notes = {
        f"People/{name}.md": person(f"{front}\ncadence: 6 weeks", "- 2026-10-20 call\n- 2026-09-10 call")
        for name, front in (("Plain", ""), ("Other", ""), ("Inner", "circle: inner"), ("Chosen", "focus: true"))
    }
    for count, warm in ((4, ["Chosen", "Inner", "Other", "Plain"]), (2, ["Chosen", "Inner"])):
        some = {
            path: text if at < count else text.replace("2026-", "2025-")
            for at, (path, text) in enumerate(reversed(notes.items()))
        }
        assert [one.contact.name for one in ahead(some).warm] == warm


def test_snoozed_people_wait_for_their_day() -> None:
    """Who is snoozed or in a quiet time is not cold before that ends."""
    notes = {
        "People/A.md": person("cadence: 4 weeks\nsnooze_until: 2027-03-20", "- 2025-01-01 call"),
        "People/B.md": person("cadence: 4 weeks\nquiet: [2026-11-01..2027-03-20]", "- 2025-01-01 call"),
    }
    assert [one.contact.name for one in ahead(notes).warm] == ["A", "B"]


def test_who_may_be_met_together() -> None:
    """Some who go cold and share a company, a community or a town; nobody is named twice."""
    cold = "- 2025-01-01 call"
    notes = {
        "Communities/Circle.md": "---\ntype: community\n---\n[[Eve]] and [[Fay]]\n",
        "People/Ann.md": person("cadence: 8w\ncompany: '[[Globex]]'\nlocation: Oslo", cold),
        "People/Bob.md": person("cadence: 8w\npositions: ['Globex, Lead, 2020-01 to now']\nlocation: Oslo", cold),
        "People/Cem.md": person("cadence: 8w\nlocation: Oslo", cold),
        "People/Dee.md": person("cadence: 8w\nlocation: Oslo", cold),
        "People/Eve.md": person("cadence: 8w", cold),
        "People/Fay.md": person("cadence: 8w\ncompany: Alone", cold),
        "People/Gus.md": person("cadence: 8w\ncompany: Freelance\nlocation: Remote", cold),
        "People/Hal.md": person("cadence: 8w\ncompany: freelance\nlocation: remote", cold),
    }
    found = [(group.name, [one.name for one in group.people]) for group in ahead(notes).groups]
    assert found == [("Globex", ["Ann", "Bob"]), ("Circle", ["Eve", "Fay"]), ("Oslo", ["Cem", "Dee"])]
