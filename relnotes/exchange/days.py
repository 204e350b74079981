"""Days as foreign programs write them. What could be one of two days is none."""

import re
from datetime import date

from relnotes.model import Yearly
from relnotes.parse.when import Unreadable, latin_digits, read_date, read_yearly
from relnotes.parse.words import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene janeiro gennaio gen januari يناير",
            "feb february februar fevrier fev febrero fevereiro febbraio februari فبراير",
            "mar march marz maerz mrz mars marzo marco maart mrt مارس",
            "apr april avril avr abril abr aprile ابريل",
            "may mai mayo maio maggio mag mei maj مايو",
            "jun june juni juin junio junho giugno giu يونيو",
            "jul july juli juillet juil julio julho luglio lug يوليو",
            "aug august aout agosto ago augustus augusti اغسطس",
            "sep sept september septembre septiembre setembro set settembre سبتمبر",
            "oct october oktober okt octobre octubre outubro out ottobre ott اكتوبر",
            "nov november novembre noviembre novembro نوفمبر",
            "dec december dezember dez decembre diciembre dic dezembro dicembre ديسمبر",
        ),
        1,
    )
    for name in names.split()
}
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[. ]*(?:de )?([^\W\d]+)\.?|([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?),?(?: de)? (\d{4})"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")


def read_day(text: str) -> date | None:
    """``2024-03-05``, ``05 Mar 2024``, ``March 5, 2024``, ``5.3.2024``, ``20240305``, with a time behind it or none.

    ``3/5/2024`` is nobody's day, ``3/15/2024`` is.
    """
    words = " ".join(latin_digits(text).strip().split())
    if match := _ISO.fullmatch(words):
        words = match[1]
    words = re.sub(r",? \d{1,2}:\d{2}.*$", "", words)
    try:
        return read_date(words)
    except Unreadable:
        pass
    try:
        if match := _COMPACT.fullmatch(words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WORDED.fullmatch(words):
            month = _MONTHS.get(plain(match[2] or match[3]), 0)
            return date(int(match[5]), month, int(match[1] or match[4]))
        if match := _DOTTED.fullmatch(words):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _SLASHED.fullmatch(words):
            first, second, year = (int(part) for part in match.groups())
            if first > 12 or second > 12 or first == second:
                return date(year, min(first, second), max(first, second))
    except ValueError:
        pass
    return None


_NO_YEAR = re.compile(r"(?:--|0000-|1604-)(\d{2})-?(\d{2})")
_WORDED_NO_YEAR = re.compile(r"(?:(\d{1,2})\.? ([^\W\d]+)\.?|([^\W\d]+)\.? (\d{1,2}))")


def read_birthday(text: str) -> Yearly | None:
    """A day of every year, with or without the first one."""
    words = " ".join(latin_digits(text).strip().split())
    try:
        if match := _NO_YEAR.fullmatch(re.sub("T.*", "", words)):
            return read_yearly(f"--{match[1]}-{match[2]}")
        if (match := _WORDED_NO_YEAR.fullmatch(words)) and (month := _MONTHS.get(plain(match[2] or match[3]))):
            return read_yearly(f"{month:02}-{int(match[1] or match[4]):02}")
        if day := read_day(words):
            return read_yearly(day.isoformat())
        return read_yearly(words) if re.fullmatch(r"(?:--)?\d{2}-\d{2}|--\d{4}", words) else None
    except Unreadable:
        return None


def written(yearly: Yearly) -> str:
    """A yearly day as notes write it."""
    day = f"{yearly.month:02}-{yearly.day:02}"
    return f"{yearly.year:04}-{day}" if yearly.year else day
