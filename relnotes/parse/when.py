"""Dates, cadences and periods as people write them. Each reader raises `Unreadable` with a sentence for its writer."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from relnotes.model import Cadence, Met, Period, Position, Yearly
from relnotes.parse.words import BIDI, fold

T = TypeVar("T")


class Unreadable(ValueError):
    """A value that its converter cannot read: what is wrong, what to write, and the rule that it breaks."""

    def __init__(self, message: str, hint: str, rule: str = "invalid-date") -> None:
        super().__init__(message)
        self.hint = hint
        self.rule = rule
        self.part: object = None
        """Of a value with several parts the one that is wrong: an index, or what the caller gave to `of_part`."""


def of_part(part: object, read: Callable[[Any], T], value: Any) -> T:
    """Read one part of a value: what cannot be read is wrong at that part."""
    try:
        return read(value)
    except Unreadable as error:
        error.part = part
        raise


def quoted(text: str) -> str:
    """A value as a message shows it: on one line."""
    return f"“{' '.join(text.split())}”"


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_OTHER_DIGIT = re.compile("[٠-٩۰-۹]")
DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}"
_DATE = re.compile(rf"(?:\[\[)?\s*({DATE})(?:[T ]\s*\d{{1,2}}:\d{{2}}[^\]|]*)?(?:\|[^\]]*)?(?:\]\])?")
_YEARLY = re.compile(r"(?:--)?(\d{1,2})-(\d{1,2})|--(\d{2})(\d{2})")
_DATE_HINT = "write it as YYYY-MM-DD"
# Typing errors lie outside; and no sum of a date and a cadence can leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
# A leap year, so that 29 February is a day of the year-less calendar too.
_ANY_YEAR = 2000
# What Apple's address book writes where the year of birth is unknown.
_APPLE_NO_YEAR = 1604


def latin_digits(text: str) -> str:
    """The text with its Arabic and Persian digits as ASCII ones, every place unmoved."""
    return text.translate(_DIGITS) if not text.isascii() and _OTHER_DIGIT.search(text) else text


def _bare(text: str) -> str:
    """A value without the spaces and the marks of direction around it, its digits ASCII."""
    return text.strip() if text.isascii() else latin_digits(re.sub(rf"[{BIDI}]", "", text).strip())


@lru_cache(maxsize=4096)
def read_date(text: str) -> date:
    """``2026-01-01``, ``2026/01/01``, ``[[2026-01-01]]``, a time behind it; Arabic digits too."""
    if plain := _plain_day(text):
        return plain
    match = _DATE.fullmatch(_bare(text))
    if match is None:
        raise Unreadable(f"{quoted(text)} is not a date", _DATE_HINT)
    year, month, day = (int(part) for part in match[1].replace("/", "-").split("-"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(f"{quoted(text)} is not a day between the years {_FIRST_YEAR} and {_LAST_YEAR}", _DATE_HINT)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"{quoted(text)} is not a day of the calendar", _DATE_HINT) from None


def _plain_day(text: str) -> date | None:
    """The day of a text that is just ``2026-01-01``, as nearly all dates are."""
    if len(text) == len("YYYY-MM-DD") and text[4] == text[7] == "-":
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    return None


@lru_cache(maxsize=4096)
def read_yearly(text: str) -> Yearly:
    """A birthday: a full date, ``MM-DD`` or ``--MM-DD``."""
    if not text[:4].isdecimal() and (match := _YEARLY.fullmatch(_bare(text))):
        month, day = (int(part) for part in match.groups() if part)
        try:
            date(_ANY_YEAR, month, day)
        except ValueError:
            hint = "write YYYY-MM-DD, or MM-DD without a year"
            raise Unreadable(f"{quoted(text)} is not a day of the calendar", hint) from None
        return Yearly(month, day)
    day_of = read_date(text)
    return Yearly(day_of.month, day_of.day, None if day_of.year == _APPLE_NO_YEAR else day_of.year)


def read_period(text: str) -> Period:
    """``FROM..TO``, both days included; a single date is one day."""
    first, _, last = text.partition("..")
    start = read_date(first)
    end = read_date(last) if last.strip() else start
    if end < start:
        raise Unreadable(f"{quoted(text)} ends before it begins", "write FROM..TO, the earlier day first")
    return Period(start, end)


# --- cadences ------------------------------------------------------------------------------------------------------

_WORDS = {
    fold(word): (days, months)
    for words, days, months in (
        ("daily|every day|يوميا", 1, 0),
        ("weekly|every week|أسبوعيا|أسبوعي", 7, 0),
        ("biweekly|bi-weekly|fortnightly|every other week|every two weeks|كل أسبوعين|أسبوعين", 14, 0),
        ("monthly|every month|once a month|شهريا|شهري", 0, 1),
        ("bimonthly|every other month|every two months|كل شهرين|شهرين", 0, 2),
        ("quarterly|every quarter|four times a year|ربع سنوي", 0, 3),
        ("three times a year", 0, 4),
        ("twice a year|half-yearly|semiannually|biannually|نصف سنوي|مرتين في السنة", 0, 6),
        ("yearly|annually|annual|every year|once a year|سنويا|سنوي", 0, 12),
    )
    for word in words.split("|")
}
UNITS = {
    fold(word): (days, months)
    for words, days, months in (
        ("d day days يوم أيام يوما", 1, 0),
        ("w wk wks week weeks أسبوع أسابيع أسبوعا", 7, 0),
        ("m mo mos month months شهر أشهر شهور شهرا", 0, 1),
        ("q quarter quarters", 0, 3),
        ("y yr yrs year years سنة سنوات عام أعوام", 0, 12),
    )
    for word in words.split()
}
_NONE = {fold(word) for word in "none never no off - بدون أبدا".split()}
_AMOUNT = re.compile(r"(?:every\s+|كل\s+)?(\d{1,4})\s*-?\s*([^\W\d_]*)")
_ISO = re.compile(r"p(?:(\d{1,3})y)?(?:(\d{1,3})m)?(?:(\d{1,3})w)?(?:(\d{1,4})d)?")
_CADENCE_HINT = "write for example 6 weeks, 3 months, monthly, or none"
_LONGEST = 30  # years


@lru_cache(maxsize=1024)
def read_cadence(text: str) -> Cadence | None:
    """How often: ``30`` (days), ``6w``, ``6 weeks``, ``P3M``, ``quarterly``, ``twice a year``; None for ``none``."""
    words = " ".join(fold(latin_digits(text)).split())
    if words in _NONE:
        return None
    days = months = 0
    if words in _WORDS:
        days, months = _WORDS[words]
    elif match := _AMOUNT.fullmatch(words):
        unit = UNITS.get(match[2]) if match[2] else (1, 0)
        if unit is not None:
            days, months = int(match[1]) * unit[0], int(match[1]) * unit[1]
    elif match := _ISO.fullmatch(words):
        years, months_, weeks, days_ = (int(part or 0) for part in match.groups())
        days, months = days_ + 7 * weeks, months_ + 12 * years
    if days <= 0 and months <= 0:
        raise Unreadable(f"{quoted(text)} is not a cadence", _CADENCE_HINT, "invalid-cadence")
    if months / 12 + days / 366 > _LONGEST:
        raise Unreadable(f"{quoted(text)} is longer than thirty years", _CADENCE_HINT, "invalid-cadence")
    return Cadence(text.strip(), days, months)


def add(day: date, cadence: Cadence, times: int = 1) -> date:
    """``day`` plus a cadence, in calendar months clipped at their ends; the calendar's last day at most."""
    try:
        if cadence.months:
            years, month = divmod(day.month - 1 + cadence.months * times, 12)
            last = monthrange(day.year + years, month + 1)[1]
            day = date(day.year + years, month + 1, min(day.day, last))
        return day + timedelta(days=cadence.days * times)
    except (OverflowError, ValueError):
        return date(MAXYEAR, 12, 31)


# --- days named relative to another --------------------------------------------------------------------------------

WEEKDAY_NAMES = {
    fold(word): number
    for number, words in enumerate(
        (
            "monday mon الاثنين الإثنين",
            "tuesday tue الثلاثاء",
            "wednesday wed الأربعاء",
            "thursday thu الخميس",
            "friday fri الجمعة",
            "saturday sat السبت",
            "sunday sun الأحد",
        )
    )
    for word in words.split()
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TOMORROW = {fold(word) for word in "tomorrow غدا بكرة".split()}
_NEXT_WEEK = {fold(word) for word in ("next week", "الأسبوع القادم", "الأسبوع المقبل", "الأسبوع الجاي")}
_NEXT_MONTH = {fold(word) for word in ("next month", "الشهر القادم", "الشهر المقبل")}
_BY = r"(?:by|before|until|till|on|قبل|بحلول|حتى|يوم)"
_DUE = re.compile(
    rf"(?<!\S)(?:{_BY}\s+(?:next\s+|the\s+|يوم\s+)?(?P<by>{DATE}|[^\s,.;:!?،؛]+(?:\s+(?:week|month|القادم|المقبل|الجاي))?)"
    r"|(?P<bare>tomorrow|next week|next month|غدا|غدًا|بكرة|(?:الأسبوع|الشهر) (?:القادم|المقبل))"
    r"(?=$|[\s,.;:!?،؛])"
    rf"|in\s+(?P<n>\d{{1,3}})\s+(?P<unit>days?|weeks?|months?)\b)",
    re.IGNORECASE,
)


def find_due(text: str, said: date) -> date | None:
    """The day by which a promise made on ``said`` is due: ``by Friday``, ``by 2026-12-01``, ``next week`` …"""
    for match in _DUE.finditer(latin_digits(text)):
        if match["n"]:
            days, months = UNITS[fold(match["unit"])]
            return add(said, Cadence("", days, months), int(match["n"]))
        words = fold(match["by"] or match["bare"] or "")
        if re.match(r"\d", words):
            try:
                return read_date(words)
            except Unreadable:
                continue
        if due := _named_day(words, said):
            return due
    return None


def _named_day(words: str, said: date) -> date | None:
    if words in _TOMORROW:
        return add(said, Cadence("", days=1))
    if words in _NEXT_WEEK or words == "week":
        return add(said, Cadence("", days=7))
    if words in _NEXT_MONTH or words == "month":
        return add(said, Cadence("", months=1))
    weekday = WEEKDAY_NAMES.get(words, WEEKDAY_NAMES.get(words.split(maxsplit=1)[0] if words else ""))
    if weekday is None:
        return None
    return add(said, Cadence("", days=(weekday - said.weekday() - 1) % 7 + 1))


# --- positions and first meetings ----------------------------------------------------------------------------------

_MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/]\d{1,2})?")
# Longer ones are prose, and the patterns below need not try them.
_LONG = 500
_YEAR = re.compile(r"\d{4}")
_SPAN = re.compile(r"(?P<start>\d{4}(?:[-/]\d{1,2}){0,2})\s*(?:to|until|–|—|\.\.|-|إلى|حتى)\s*(?P<end>\S+)?")
_NOW = {fold(word) for word in "now present today current الآن اليوم".split()}
_LINK = re.compile(r"\[\[([^\[\]|#]*)(?:[|#][^\[\]]*)?\]\]")


@lru_cache(maxsize=1024)
def read_month(text: str) -> date:
    """``2017``, ``2017-03`` or a full date, as the first day of that month."""
    match = _MONTH.fullmatch(_bare(text))
    if match is None or not (1 <= int(match[2] or 1) <= 12) or int(match[1]) < 1:
        raise Unreadable(f"{quoted(text)} is not a month", "write it as YYYY-MM")
    return date(int(match[1]), int(match[2] or 1), 1)


def read_position(text: str) -> Position:
    """``Company, Role, FROM to TO``; role and dates may be missing, TO may be ``now``."""
    if len(text) > _LONG:
        raise Unreadable("this is too long for a position", "write Company, Role, FROM to TO", "wrong-type")
    parts = [part.strip() for part in text.split(",")]
    start, end, current, vague = None, None, False, False
    last = latin_digits(parts[-1]) if len(parts) > 1 else ""
    if _MONTH.fullmatch(last):
        vague = bool(_YEAR.fullmatch(last))
        start = read_month(parts.pop())
    elif match := _SPAN.fullmatch(last):
        parts.pop()
        begun, ended = match.groups()
        start = read_month(begun)
        current = not ended or fold(ended) in _NOW
        end = None if current else read_month(ended)
        vague = any(map(_YEAR.fullmatch, (begun, ended or "")))
    return Position(unlink(parts[0]), ", ".join(parts[1:]), start, end, current, vague)


def read_met(text: str) -> Met:
    """When, at which event, through whom: in any order, or just words."""
    on = None
    if len(text) > _LONG:
        return Met(text.strip())
    if match := re.search(DATE, latin_digits(text)):
        on = read_date(match[0])
    at = re.search(r"(?:\bat|\bin|في)\s+(\[\[[^\]]*\]\]|[^\[\s][^,\[]*?(?=$|,|\s+via\b|\s+through\b|\s+عن طريق))", text)
    via = re.search(r"(?:\bvia|\bthrough|\bby|عن طريق)\s+(\[\[[^\]]*\]\]|[^\[\s][^,\[]*)", text)
    return Met(text.strip(), on, unlink(at[1]) if at else "", unlink(via[1]) if via else "")


def unlink(text: str) -> str:
    """A value without the brackets of its link: the last part of ``[[Folder/Name|shown]]``, or what it shows."""
    return (_LINK.sub(_inside, text) if "[[" in text else text).strip()


def _inside(match: re.Match[str]) -> str:
    inside = match[0][2:-2].split("|")
    return inside[-1].strip() if len(inside) > 1 else match[1].rsplit("/", 1)[-1].strip()
