"""Days as people say them: ``yesterday``, ``last friday``, ``2 weeks ago``, ``in 10 days``, ``next week``, ``أمس``."""

import re
from datetime import date, timedelta

from relnotes.model import Cadence
from relnotes.parse.when import UNITS, WEEKDAY_NAMES, Unreadable, add, latin_digits, quoted, read_date
from relnotes.parse.words import fold

_DAYS = {
    fold(word): days
    for words, days in (
        ("today|now|tonight|this morning|اليوم|الآن", 0),
        ("yesterday|last night|أمس|امبارح|البارحة", -1),
        ("the day before yesterday|day before yesterday|أول أمس", -2),
        ("tomorrow|غدا|بكرة", 1),
        ("the day after tomorrow|day after tomorrow|بعد غد", 2),
    )
    for word in words.split("|")
}
_NUMBERS = {
    fold(word): number
    for words, number in (
        ("a|an|one|the", 1), ("two|a couple of", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6),
    )
    for word in words.split("|")
}  # fmt: skip
# The dual says the number by itself.
_DUALS = {fold(word): unit for word, unit in (("يومين", "day"), ("أسبوعين", "week"), ("شهرين", "month"))}
_LAST = "last|past|الماضي|الماضيه|اللي فات|اللي فاتت"
_NEXT = "next|this coming|coming|القادم|القادمه|المقبل|المقبله|الجاي|الجايه"
_AMOUNT = re.compile(r"(?:(?P<n>\d{1,3})\s*|(?P<word>[^\W\d]+(?: couple of)?)\s+)?(?P<unit>[^\W\d]+)")
_HINT = "write a date such as 2026-11-02, or today, yesterday, last friday, 2 weeks ago, tomorrow, in 10 days"


def read_said_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that words mean on a day; a bare weekday is the last one, or with `ahead` the next one.

    With `ahead` a bare time (``2w``, ``3 months``) counts from today on. `Unreadable` for other words.
    """
    words = " ".join(fold(latin_digits(text)).split())
    words = re.sub(r"^(?:on|until|till|by|يوم|حتي|لحد)\s+", "", words)
    if re.match(r"\d{4}[-/]", words) or words.startswith("[["):
        return read_date(words)
    found = _DAYS.get(words)
    if found is not None:
        return today + timedelta(days=found)
    day = _relative(words, today, ahead=ahead) or _weekday(words, today, ahead=ahead)
    if day is None:
        raise Unreadable(f"{quoted(text)} is no day that is understood here", _HINT)
    return day


def _relative(words: str, today: date, *, ahead: bool) -> date | None:
    """``3 days ago``, ``last week``, ``in 2 months``, ``next month``, and with `ahead` ``2w``."""
    sign, amount = 0, words
    if match := re.fullmatch(r"(?P<amount>.+) ago|(?:قبل|منذ|من) (?P<arabic>.+)", words):
        sign, amount = -1, match["amount"] or match["arabic"]
    elif match := re.fullmatch(r"(?:in|after|بعد) (?P<amount>.+)", words):
        sign, amount = 1, match["amount"]
    elif match := re.fullmatch(rf"(?:{_LAST}) (?P<unit>\w+)|(?P<arabic>\w+) (?:{_LAST})", words):
        sign, amount = -1, f"1 {(match['unit'] or match['arabic']).removeprefix('ال')}"
    elif match := re.fullmatch(rf"(?:{_NEXT}) (?P<unit>\w+)|(?P<arabic>\w+) (?:{_NEXT})", words):
        sign, amount = 1, f"1 {(match['unit'] or match['arabic']).removeprefix('ال')}"
    elif ahead:
        sign = 1
    if not sign:
        return None
    if amount in _DUALS:
        amount = f"2 {_DUALS[amount]}"
    match = _AMOUNT.fullmatch(amount)
    unit = UNITS.get(match["unit"]) if match else None
    if match is None or unit is None:
        return None
    number = int(match["n"]) if match["n"] else _NUMBERS.get(match["word"] or "one", 0)
    return add(today, Cadence("", *unit), sign * number) if number else None


def _weekday(words: str, today: date, *, ahead: bool) -> date | None:
    """``friday``, ``last friday``, ``next friday``: never today itself unless it is named alone, looking back."""
    last = re.fullmatch(rf"(?:{_LAST}) (?P<day>\w+)|(?P<arabic>\w+) (?:{_LAST})", words)
    following = re.fullmatch(rf"(?:{_NEXT}) (?P<day>\w+)|(?P<arabic>\w+) (?:{_NEXT})", words)
    match = last or following
    weekday = WEEKDAY_NAMES.get((match["day"] or match["arabic"]) if match else words.removeprefix("this "))
    if weekday is None:
        return None
    if following or (ahead and not last):
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back or (7 if last else 0))
