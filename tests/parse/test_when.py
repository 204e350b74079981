"""Dates, cadences, yearly days, periods, positions, first meetings and due dates, in English and Arabic."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from relnotes.model import Cadence, Met, Period, Position, Yearly
from relnotes.parse.when import (
    Unreadable,
    add,
    find_due,
    read_cadence,
    read_date,
    read_met,
    read_month,
    read_period,
    read_position,
    read_yearly,
)

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
SAID = date(2026, 11, 2)  # a Monday

DATES = st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2026-01-02", " 2026-01-02 ", "2026-1-2", "2026/01/02", "2026/1/2", "[[2026-01-02]]", "[[2026-01-02|Friday]]",
     "2026-01-02 10:30", "2026-01-02T10:30:00", "2026-01-02T10:30:00Z", "2026-01-02T10:30:00+03:00", "٢٠٢٦-٠١-٠٢",
     "٢٠٢٦/٠١/٠٢", "۲۰۲۶-۰۱-۰۲", "\u200f2026-01-02", "2026-01-02\u200e"],
)  # fmt: skip
def test_a_date_is_read_in_every_form(text: str) -> None:
    """ISO dates with dashes or slashes, as links, with a time, in Arabic and Persian digits, with unseen marks."""
    assert read_date(text) == date(2026, 1, 2)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026", "2026-01", "02-03", "08/05/1990", "5.8.1990", "2026-02-30", "2026-13-01", "0000-00-00",
     "20260102", "2026-01-02x", "2026-01-02-03", "2026-01-021", "2026-01-02 to 2026-01-03", "2026–01–02"],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    """Ambiguous, impossible and partial dates are refused with a sentence and a hint."""
    with pytest.raises(Unreadable, match="is not a da") as caught:
        read_date(text)
    assert (caught.value.rule, caught.value.hint) == ("invalid-date", "write it as YYYY-MM-DD")


@given(DATES, st.sampled_from([{}, ARABIC, PERSIAN]), st.sampled_from("-/"))
def test_every_date_comes_back(day: date, digits: dict[int, int], separator: str) -> None:
    """Whatever day is written, that day is read."""
    assert read_date(day.isoformat().replace("-", separator).translate(digits)) == day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1990-02-03", Yearly(2, 3, 1990)),
        ("02-03", Yearly(2, 3)),
        ("2-3", Yearly(2, 3)),
        ("--02-03", Yearly(2, 3)),
        ("--0203", Yearly(2, 3)),
        ("02-29", Yearly(2, 29)),
        ("1604-02-29", Yearly(2, 29)),
        ("٠٢-٠٣", Yearly(2, 3)),
        ("1990/02/03", Yearly(2, 3, 1990)),
    ],
)
def test_a_yearly_day_may_lack_its_year(text: str, found: Yearly) -> None:
    """A birthday without a year, also as vCards and Apple's 1604 write it."""
    assert read_yearly(text) == found


@pytest.mark.parametrize("text", ["13-01", "02-30", "1990", "1990-02", "1900-02-29", "8/5", "May 3"])
def test_an_impossible_yearly_day_is_refused(text: str) -> None:
    """A day that no calendar has, or a form that could be two days, is refused."""
    with pytest.raises(Unreadable):
        read_yearly(text)


@given(st.dates(min_value=date(1605, 1, 1), max_value=date(9000, 12, 31)))
def test_every_birthday_comes_back(day: date) -> None:
    """With and without its year, every day is the same day of the year."""
    assert read_yearly(day.isoformat()) == Yearly(day.month, day.day, day.year)
    assert read_yearly(f"{day:%m-%d}") == read_yearly(f"--{day:%m%d}") == Yearly(day.month, day.day)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(8990, 1, 1)), st.integers(0, 400))
def test_every_period_comes_back(start: date, days: int) -> None:
    """A period holds its first and its last day, and none around them."""
    end = min(start, date.max - timedelta(days=500)) + timedelta(days=days)
    start = min(start, date.max - timedelta(days=500))
    found = read_period(f"{start.isoformat()} .. {end.isoformat()}")
    assert found == Period(start, end)
    assert start in found
    assert end in found
    assert end + timedelta(days=1) not in found


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """FROM..TO needs the earlier day first; one date alone is one day."""
    assert read_period("2026-12-01") == Period(date(2026, 12, 1), date(2026, 12, 1))
    with pytest.raises(Unreadable, match="ends before it begins"):
        read_period("2026-12-02..2026-12-01")


@pytest.mark.parametrize(
    ("texts", "days", "months"),
    [
        ("30|30d|30 days|every 30 days|P30D|٣٠|٣٠ يوم|30-days", 30, 0),
        ("1d|daily|every day|يوميا|يوميًّا", 1, 0),
        ("7|weekly|Weekly|every week|1w|P1W|أسبوعيا|اسبوعيا|أسبوعي", 7, 0),
        ("6w|6 weeks|6weeks|6 wks|٦ أسابيع|كل ٦ أسابيع|۶ أسابيع|\u200f6 أسابيع", 42, 0),
        ("biweekly|bi-weekly|fortnightly|every two weeks|every other week|كل أسبوعين|2 weeks", 14, 0),
        ("monthly|every month|once a month|1 month|P1M|1m|1 mo|شهريا|شهريًا", 0, 1),
        ("bimonthly|every other month|كل شهرين|2 months", 0, 2),
        ("quarterly|every quarter|P3M|3 months|1 q|٣ أشهر|three months", 0, 3),
        ("twice a year|half-yearly|6 months|نصف سنوي|مرتين في السنة", 0, 6),
        ("yearly|annually|every year|1y|P1Y|12 months|سنويا|1 سنة|١ سنه", 0, 12),
        ("P1Y2M3W4D|p1y2m3w4d", 25, 14),
    ],
)
def test_a_cadence_is_read_in_every_form(texts: str, days: int, months: int) -> None:
    """Numbers, units, ISO durations and words, in English and Arabic, keep the words that were typed."""
    for text in texts.replace("|three months", "").split("|"):
        assert read_cadence(text) == Cadence(text, days, months)


@pytest.mark.parametrize("text", ["none", "None", "never", "no", "off", "-", "بدون", "أبدا", "أبدًا", "ابدا"])
def test_a_cadence_may_be_none(text: str) -> None:
    """Some words say that nobody shall be reminded."""
    assert read_cadence(text) is None


@pytest.mark.parametrize(
    "text", ["", "0", "0d", "-3", "P", "soon", "six weeks", "1.5 months", "31y", "9999w", "30 parsecs"]
)
def test_what_is_no_cadence_is_refused(text: str) -> None:
    """Nothing, nought, negative, longer than thirty years, or unknown words are no cadence."""
    with pytest.raises(Unreadable) as caught:
        read_cadence(text)
    assert caught.value.rule == "invalid-cadence"


@given(st.integers(1, 9999), st.sampled_from([{}, ARABIC, PERSIAN]))
def test_every_number_of_days_comes_back(days: int, digits: dict[int, int]) -> None:
    """A bare number is days, in any digits."""
    found = read_cadence(str(days).translate(digits))
    assert found is not None
    assert (found.days, found.months) == (days, 0)
    assert read_cadence(f"{days}d") == Cadence(f"{days}d", days)


@given(st.dates(), st.integers(0, 9999), st.integers(0, 400), st.integers(0, 50))
def test_adding_a_cadence_never_leaves_the_calendar(day: date, days: int, months: int, times: int) -> None:
    """However long the time, the sum is a day, and not an earlier one."""
    assert add(day, Cadence("", days, months), times) >= day


@given(st.dates(), st.integers(0, 400), st.integers(1, 400), st.integers(0, 50))
def test_months_are_added_as_others_add_them(day: date, days: int, months: int, times: int) -> None:
    """A cadence in months ends on the day on which dateutil ends, as long as that is in the calendar."""
    try:
        theirs = day + relativedelta(months=months * times, days=days * times)
    except (OverflowError, ValueError):
        theirs = date.max
    assert add(day, Cadence("", days, months), times) == theirs


def test_months_are_clipped_at_their_ends() -> None:
    """A month after 31 January is the last day of February; after the calendar's last day comes none."""
    assert add(date(2026, 1, 31), Cadence("", months=1)) == date(2026, 2, 28)
    assert add(date(2028, 1, 31), Cadence("", months=1)) == date(2028, 2, 29)
    assert add(date(9999, 12, 1), Cadence("", months=1)) == date(9999, 12, 31)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("review her talk by Friday", date(2026, 11, 6)),
        ("by FRIDAY.", date(2026, 11, 6)),
        ("by fri", date(2026, 11, 6)),
        ("by Friday evening", date(2026, 11, 6)),
        ("before next Friday", date(2026, 11, 6)),
        ("on Monday", date(2026, 11, 9)),
        ("on the Tuesday", date(2026, 11, 3)),
        ("by 2026-12-01", date(2026, 12, 1)),
        ("until 2026/12/01, at noon", date(2026, 12, 1)),
        ("by 2026-02-30 or tomorrow", date(2026, 11, 3)),
        ("tomorrow", date(2026, 11, 3)),
        ("by tomorrow", date(2026, 11, 3)),
        ("call next week", date(2026, 11, 9)),
        ("by next week", date(2026, 11, 9)),
        ("next month", date(2026, 12, 2)),
        ("in 3 weeks", date(2026, 11, 23)),
        ("in 1 month", date(2026, 12, 2)),
        ("in ٣ days", date(2026, 11, 5)),
        ("مراجعة العرض قبل الجمعة", date(2026, 11, 6)),
        ("قبل يوم الجمعة", date(2026, 11, 6)),
        ("يوم الأحد القادم", date(2026, 11, 8)),
        ("حتى الخميس", date(2026, 11, 5)),
        ("بحلول ٢٠٢٦-١٢-٠١", date(2026, 12, 1)),
        ("غدًا", date(2026, 11, 3)),
        ("غدا إن شاء الله", date(2026, 11, 3)),
        ("الأسبوع القادم", date(2026, 11, 9)),
        ("قبل الأسبوع القادم", date(2026, 11, 9)),
        ("الشهر المقبل", date(2026, 12, 2)),
        ("يوم الاثنين", date(2026, 11, 9)),
        ("by then", None),
        ("by the end", None),
        ("standby friday", None),
        ("friday", None),
        ("in 3 parsecs", None),
        ("2026-12-01", None),
        ("", None),
    ],
)
def test_a_promise_says_when_it_is_due(text: str, due: date | None) -> None:
    """Weekdays, dates and spans of time count from the day of the promise; anything else sets no day."""
    assert find_due(text, SAID) == due


@given(DATES, st.integers(0, 6))
def test_a_weekday_is_the_next_of_its_name(said: date, weekday: int) -> None:
    """`by WEEKDAY` is one to seven days away, and on that weekday."""
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[weekday]
    due = find_due(f"by {name}", said)
    assert due is not None
    assert due == date.max or (1 <= (due - said).days <= 7 and due.weekday() == weekday)


@given(st.text(max_size=60), st.dates())
def test_looking_for_a_due_day_never_fails(text: str, said: date) -> None:
    """Any text has a due day or none."""
    for words in (text, f"by {text}", f"قبل {text}"):
        assert find_due(words, said) is None or isinstance(find_due(words, said), date)


@given(
    st.text(max_size=40),
    st.sampled_from([read_date, read_yearly, read_period, read_cadence, read_month, read_position]),
)
def test_readers_read_or_refuse(text: str, read: Callable[[str], object]) -> None:
    """Whatever the text, a reader returns or says `Unreadable`."""
    with contextlib.suppress(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Globex, SRE, 2017-03 to 2021-08", Position("Globex", "SRE", date(2017, 3, 1), date(2021, 8, 1))),
        ("Globex, SRE, 2017 – 2021", Position("Globex", "SRE", date(2017, 1, 1), date(2021, 1, 1), vague=True)),
        ("Globex, SRE, 2017-03 to 2021", Position("Globex", "SRE", date(2017, 3, 1), date(2021, 1, 1), vague=True)),
        ("[[Orgs/Globex|GX]], SRE, 2021-09 to now", Position("GX", "SRE", date(2021, 9, 1), None, current=True)),
        ("Globex, SRE, 2021-09 until present", Position("Globex", "SRE", date(2021, 9, 1), None, current=True)),
        ("Globex, SRE, ٢٠٢١-٠٩ إلى الآن", Position("Globex", "SRE", date(2021, 9, 1), None, current=True)),
        ("Globex, SRE, 2021-09 to", Position("Globex", "SRE", date(2021, 9, 1), None, current=True)),
        ("Globex, SRE, 2021", Position("Globex", "SRE", date(2021, 1, 1), vague=True)),
        ("Globex, SRE, 2021-09", Position("Globex", "SRE", date(2021, 9, 1))),
        ("Globex, SRE, on call, 2021", Position("Globex", "SRE, on call", date(2021, 1, 1), vague=True)),
        ("Globex, 2017-03-15 to 2018-01-31", Position("Globex", "", date(2017, 3, 1), date(2018, 1, 1))),
        ("Globex", Position("Globex")),
        ("مكتبة المرسى, مهندسة", Position("مكتبة المرسى", "مهندسة")),
    ],
)
def test_a_position_is_company_role_and_months(text: str, found: Position) -> None:
    """Role and months may be missing; TO may be now."""
    assert read_position(text) == found


def test_a_position_with_an_impossible_month_is_refused() -> None:
    """Month 13 is a mistake, not part of the role."""
    with pytest.raises(Unreadable, match="2017-13"):
        read_position("Globex, SRE, 2017-13 to now")


@pytest.mark.parametrize(
    ("text", "on", "at", "via"),
    [
        ("2019-04-05 at [[PyCon 2019]] via [[Omar Haddad]]", date(2019, 4, 5), "PyCon 2019", "Omar Haddad"),
        ("via [[Omar|O]], at [[Events/PyCon]], 2019-04-05", date(2019, 4, 5), "PyCon", "O"),
        ("٢٠١٩-٠٤-٠٥ في [[القاهرة]] عن طريق [[عمر]]", date(2019, 4, 5), "القاهرة", "عمر"),
        ("in Cairo through Omar", None, "Cairo", "Omar"),
        ("2019-04-05", date(2019, 4, 5), "", ""),
        ("an old friend of the family", None, "", ""),
    ],
)
def test_a_first_meeting_is_read_in_any_order(text: str, on: date | None, at: str, via: str) -> None:
    """Day, place and person, each optional, in any order; else just the words."""
    assert read_met(text) == Met(text, on, at, via)
