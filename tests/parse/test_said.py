"""Days as people say them."""

from datetime import date

import pytest

from relnotes.parse.said import read_said_day
from relnotes.parse.when import Unreadable

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "11-23"), ("Yesterday", "11-22"), ("the day before yesterday", "11-21"), ("friday", "11-20"),
        ("on Fri", "11-20"), ("last friday", "11-20"), ("monday", "11-23"), ("last monday", "11-16"),
        ("next friday", "11-27"), ("2 weeks ago", "11-09"), ("a week ago", "11-16"), ("three days ago", "11-20"),
        ("last week", "11-16"), ("last month", "10-23"), ("tomorrow", "11-24"), ("in 10 days", "12-03"),
        ("2026-11-02", "11-02"), ("[[2026-11-02]]", "11-02"), ("أمس", "11-22"), ("الجمعة الماضية", "11-20"),
        ("قبل ٣ أيام", "11-20"), ("منذ أسبوعين", "11-09"), ("الأسبوع الماضي", "11-16"), ("بعد أسبوع", "11-30"),
    ],
)  # fmt: skip
def test_looking_back(words: str, day: str) -> None:
    """A bare weekday is the last one, today included; `last` is before today."""
    assert read_said_day(words, MONDAY) == date.fromisoformat(f"2026-{day}")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("friday", "2026-11-27"), ("until friday", "2026-11-27"), ("monday", "2026-11-30"), ("2w", "2026-12-07"),
        ("1 week", "2026-11-30"), ("3 months", "2027-02-23"), ("next month", "2026-12-23"), ("شهرين", "2027-01-23"),
    ],
)  # fmt: skip
def test_looking_ahead(words: str, day: str) -> None:
    """A bare weekday is the next one, a bare time counts from today on."""
    assert read_said_day(words, MONDAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize("words", ["sometime", "", "0 days ago", "9999 years ago", "31/12/2026", "2026-02-30", "ago"])
def test_nothing_is_guessed(words: str) -> None:
    """Other words are refused with what can be written."""
    with pytest.raises(Unreadable):
        read_said_day(words, MONDAY)
