"""The due list at different widths, and the small tools below it."""

from datetime import date

import pytest
from wcwidth import width

from relnotes.model import Cadence
from relnotes.render.clean import clean, clipped, shown
from relnotes.render.columns import clip, wrap
from relnotes.render.text import render_due
from relnotes.render.wording import ago, every, near_day, on_day
from relnotes.schedule.listing import select
from tests.support import ENGLISH, TODAY, agenda, person

NOTES = {f"Person number {n}.md": person("cadence: 4w", f"- 2026-0{n}-01 call: x") for n in range(1, 10)}
NOTES["ليلى بنت عبد الرحمن الأندلسية القرطبية.md"] = person("cadence: 4w", "- 2026-01-02 heard: مرحبا")
NOTES["👩‍👩‍👧 family.md"] = person("birthday: 11-23")


@pytest.mark.parametrize("columns", [40, 50, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    """At any width from 40 columns on, every line fits, but for a path that cannot be broken."""
    plan = agenda(NOTES)
    text = render_due(plan, select(plan), ENGLISH, columns)
    assert all(width(line) <= columns for line in text.splitlines() if ".md" not in line)


def test_seven_rows_then_how_many_more() -> None:
    """The list stops at seven people and says how to see the others; `rows=None` shows all."""
    plan = agenda(NOTES)
    text = render_due(plan, select(plan), ENGLISH)
    assert "5 to think of today, 6 more due" in text and "\n 7  " in text and "\n 8  " not in text
    assert "4 more: relnotes due --all" in text
    assert "\n11  " in render_due(plan, select(plan), ENGLISH, rows=None)


def test_nobody_is_due() -> None:
    """A list without anybody says so, with who comes next."""
    plan = agenda({"A.md": person("cadence: 4w", "- 2026-10-28 call")})
    assert render_due(plan, select(plan), ENGLISH) == (
        "Monday 23 November 2026: nobody is due.\n\nComing up: A Wednesday 25 November\n"
    )


@pytest.mark.parametrize(
    ("day", "near", "on", "past"),
    [
        ("2026-11-23", "today", "today", "today"),
        ("2026-11-24", "tomorrow", "tomorrow", "tomorrow"),
        ("2026-11-22", "yesterday", "yesterday", "yesterday"),
        ("2026-11-27", "Friday 27 November", "on Friday 27 November", "Friday 27 November"),
        ("2026-12-24", "24 December", "on 24 December", "24 December"),
        ("2027-01-02", "2 January 2027", "on 2 January 2027", "2 January 2027"),
        ("2026-11-10", "10 November", "on 10 November", "10 November"),
        ("2026-11-09", "9 November", "on 9 November", "9 November, 2 weeks ago"),
        ("2026-02-01", "1 February", "on 1 February", "1 February, 9 months ago"),
        ("2020-02-01", "1 February 2020", "on 1 February 2020", "1 February 2020, 6 years ago"),
    ],
)
def test_how_days_are_said(day: str, near: str, on: str, past: str) -> None:
    """Near days by their names, far ones with the year, past ones with how long ago."""
    found = date.fromisoformat(day)
    said = (near_day(found, TODAY, ENGLISH), on_day(found, TODAY, ENGLISH), ago(found, TODAY, ENGLISH))
    assert said == (near, on, past)
    assert near_day(found, None, ENGLISH).endswith(str(found.year))


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        (Cadence("30", days=30), "every 30 days"),
        (Cadence("6w", days=42), "every 6 weeks"),
        (Cadence("weekly", days=7), "every week"),
        (Cadence("monthly", months=1), "every month"),
        (Cadence("quarterly", months=3), "every 3 months"),
        (Cadence("1y", months=12), "every year"),
        (Cadence("P1M10D", days=10, months=1), "P1M10D"),
    ],
)
def test_how_cadences_are_said(cadence: Cadence, said: str) -> None:
    """Whole years, months and weeks by their names."""
    assert every(cadence, ENGLISH) == said


def test_text_is_made_safe() -> None:
    """Controls and bidi controls go, joiners of emoji stay; a calendar keeps its line breaks."""
    assert shown("a\x1b[31m\nb\u202ec\ud800") == "a [31m b c?"
    assert shown("👩‍👩‍👧") == "👩‍👩‍👧"
    assert clean("a\r\nb\x07\rcafe\u0301 ") == "a\nb\ncafé"
    assert clipped("one two three", 9) == "one two…"
    assert clip("早瀬 千景", 6) == "早瀬…"
    assert wrap("a bb ccc", 4) == ["a bb", "ccc"]
