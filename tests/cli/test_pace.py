"""focus and forecast, as their users see them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from wcwidth import width

from tests.conftest import DAY, Run
from tests.support import person


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A vault whose cadences ask for more than is done: forty people every four weeks, four calls a week."""
    folder = tmp_path / "People"
    folder.mkdir()
    today = date.fromisoformat(DAY)
    for n in range(40):
        log = f"- {today - timedelta(days=1 + 2 * n)} call: x\n"
        company = "company: Globex\n" if n >= 37 else ""
        (folder / f"Person {n:02}.md").write_text(
            person(f"cadence: 2 weeks\n{company}met: 2020-01-{n % 28 + 1:02}", log)
        )
    (tmp_path / "relnotes.toml").write_text("[focus]\nlimit = 40\n")
    return tmp_path


def test_a_forecast_says_who_goes_cold_and_what_to_do(crowded: Path, relnotes: Run) -> None:
    """The balance in a sentence, lists of seven, and three remedies; nothing is wider than the terminal."""
    out = relnotes("-C", str(crowded), "--today", DAY, "forecast").stdout
    assert out.startswith(
        "Your cadences ask for 20 check-ins a week; since 5 September 2026 you did 3.5 a\nweek.\n"
        "7 people stay warm until 23 March 2027.\n"
    )
    assert "\nGoing cold\n Person " in out and "\nCold already\n Person " in out
    assert "more: relnotes forecast --all" in out
    assert " have Globex in common; one lunch\n" in out
    assert max(width(line) for line in out.splitlines()) <= 80
    everyone = relnotes("-C", str(crowded), "--today", DAY, "forecast", "--all").stdout
    assert len([line for line in everyone.splitlines() if line.startswith(" Person ")]) == 33


def test_a_forecast_as_json(crowded: Path, relnotes: Run) -> None:
    """The same for programs."""
    words = ("forecast", "--within", "2027-01-31", "--format", "json")
    found = json.loads(relnotes("-C", str(crowded), "--today", DAY, *words).stdout)
    assert (found["schema"], found["until"]) == ("relnotes.forecast/1", "2027-01-31")
    assert found["asked_a_week"] == 20
    assert len(found["warm"]) + len(found["cooling"]) + len(found["cold"]) == 40
    assert all(DAY < one["cold"] <= "2027-01-31" for one in found["cooling"])
    assert all(one["cold"] <= DAY for one in found["cold"])


def test_a_forecast_looks_ahead(crowded: Path, relnotes: Run) -> None:
    """A day that has passed is refused with a sentence."""
    done = relnotes("-C", str(crowded), "--today", DAY, "forecast", "--within", "2026-01-01", status=2)
    assert done.stderr == "relnotes: 2026-01-01 is not ahead of 2026-11-23: name a later day.\n"
    done = relnotes("-C", str(crowded), "--today", DAY, "forecast", "--within", "30y", status=2)
    assert done.stderr.endswith("name a day within two years.\n")


def test_the_focus(crowded: Path, relnotes: Run) -> None:
    """How many are active and wait, how the habit held, and who is next in line."""
    (crowded / "relnotes.toml").write_text("[focus]\nlimit = 2\n")
    out = relnotes("-C", str(crowded), "--today", DAY, "focus").stdout
    assert out.startswith("2 people are active, 38 wait.\nOf ")
    assert (
        "When four in five are kept, two more will fit.\n\nActive\n Person 00  Last call yesterday; usually every"
        in out
    )
    assert "\nNext in line\n Person 01  Last call 20 November; usually every 2 weeks\n" in out
    assert "31 more: relnotes focus --all" in out
    found = json.loads(relnotes("-C", str(crowded), "--today", DAY, "focus", "--format", "json").stdout)
    assert (found["schema"], found["limit"], len(found["active"]), len(found["waiting"])) == (
        "relnotes.focus/1", 2, 2, 38,
    )  # fmt: skip


def test_an_empty_vault(tmp_path: Path, relnotes: Run) -> None:
    """Nobody to keep up with is no failure."""
    assert relnotes("-C", str(tmp_path), "--today", DAY, "focus").stdout == (
        "Nobody has a cadence yet, so nobody is in your focus.\n"
    )
    assert relnotes("-C", str(tmp_path), "--today", DAY, "forecast").stdout == (
        "Nobody has a cadence yet, so nothing is asked of you.\n"
    )


def test_incognito_and_arabic(crowded: Path, relnotes: Run) -> None:
    """No name, company or path is shown when others look; and both speak Arabic."""
    for words in (("focus",), ("forecast",), ("forecast", "--format", "json"), ("focus", "--format", "json")):
        out = relnotes("-C", str(crowded), "--today", DAY, "--incognito", *words).stdout
        assert "Globex" not in out and "Person 0" not in out and "People/" not in out
    (crowded / "relnotes.toml").write_text('language = "ar"\n')
    assert "تبقى دافئة حتى 23 مارس 2027" in relnotes("-C", str(crowded), "--today", DAY, "forecast").stdout
    assert relnotes("-C", str(crowded), "--today", DAY, "focus").stdout.startswith("40 شخصًا نشطون")
