"""The values of relnotes.toml: each reader takes what TOML says and gives our value, or raises `Unreadable`."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from relnotes.model import Cadence
from relnotes.parse.when import WEEKDAYS, Unreadable, of_part, quoted, read_cadence, read_period
from relnotes.parse.words import HEADS, MEANING

_LONG_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

Read = Callable[[Any], Any]


def wrong(expected: str) -> Unreadable:
    return Unreadable(f"this must be {expected}", f"write {expected}", "invalid-config")


def a_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise wrong("a text")
    return value.strip()


def listed(value: Any, example: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise wrong(f"a list of texts, such as {example}")
    return tuple(value)


def some_texts(value: Any) -> tuple[str, ...]:
    return listed(value, '["People"]')


def each(read: Read, items: Iterable[str]) -> tuple[Any, ...]:
    """The items of a list, read one by one; what is wrong with one is wrong at its place in the list."""
    return tuple(of_part(nth, read, item) for nth, item in enumerate(items))


def contact_kinds(value: Any) -> tuple[str, ...]:
    return each(_free, listed(value, '["standup"]'))


def _free(word: str) -> str:
    if HEADS.find(word) in MEANING:
        raise Unreadable(f"{quoted(word)} has a meaning of its own in a log", "choose another word", "invalid-config")
    return word


def whole(low: int, high: int) -> Read:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise wrong(f"a whole number from {low} to {high}")
        return value

    return read


def number(low: float, high: float) -> Read:
    def read(value: Any) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise wrong(f"a number from {low:g} to {high:g}")
        return float(value)

    return read


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong("true or false")
    return value


def choice(*words: str) -> Read:
    def read(value: Any) -> str:
        if value not in words:
            near = get_close_matches(str(value), words, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"write one of {', '.join(words)}"
            raise Unreadable(f"“{value}” is none of {', '.join(words)}", hint, "invalid-config")
        return str(value)

    return read


def choices(words: Iterable[str]) -> Read:
    one = choice(*words)
    return lambda value: each(one, some_texts(value))


def cadence(value: Any) -> Cadence | None:
    return read_cadence(str(value))


def ahead(value: Any) -> Cadence:
    found = read_cadence(str(value))
    if found is None:
        raise wrong("a time such as 4 weeks")
    return found


def periods(value: Any) -> tuple[Any, ...]:
    return each(read_period, listed(value, '["2026-12-24..2027-01-02"]'))


def weekdays(value: Any) -> tuple[int, ...]:
    short = [item.lower()[:3] if item.lower() in _LONG_WEEKDAYS else item.lower() for item in listed(value, '["mon"]')]
    days = tuple(WEEKDAYS.index(word) for word in each(choice(*WEEKDAYS), short))
    if not days or len(set(days)) != len(days):
        raise wrong('different weekdays, such as ["mon", "tue"]')
    return days


def timezone(value: Any) -> str:
    name = a_text(value)
    if name not in available_timezones():
        near = get_close_matches(name, available_timezones(), 1)
        hint = f"did you mean “{near[0]}”?" if near else 'write for example "Africa/Cairo"'
        raise Unreadable(f"“{name}” is no time zone", hint, "invalid-config")
    return name


def a_path(suffix: str) -> Read:
    def read(value: Any) -> str:
        path = a_text(value).replace("\\", "/")
        parts = path.split("/")
        hidden = any(part.startswith(".") and part != "." for part in parts)
        if path.startswith("/") or ":" in parts[0] or hidden or not path.endswith(suffix):
            raise wrong(f"the path of a {suffix} file inside of the vault, in no hidden folder")
        return "/".join(part for part in parts if part not in {"", "."})

    return read


def alarm(value: Any) -> str:
    word = a_text(value)
    clock = re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d|-\d{1,3}[hm]|none", word)
    if not clock:
        raise wrong('"none", a time such as "09:00", or "-15h"')
    return word


def per_file(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise wrong('a table such as {"People/Old" = ["alias-clash"]}')
    return tuple((str(glob), of_part(glob, some_texts, rules)) for glob, rules in value.items())
