"""relnotes.toml -> Config. Every mistake is reported, with its line and what was probably meant."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args
from zoneinfo import available_timezones

from relnotes.model import Cadence, Capacity, Circle, Config, Diagnostic, FeedConfig, Kind, Span
from relnotes.parse.when import WEEKDAYS, Unreadable, read_cadence, read_period
from relnotes.parse.words import HEADS, MEANING

CONFIG_FILE = "relnotes.toml"

CIRCLES = (
    Circle("inner", Cadence("4 weeks", days=28), 3.0),
    Circle("close", Cadence("8 weeks", days=56), 2.0),
    Circle("network", Cadence("6 months", months=6), 1.0),
)
LANGUAGES = ("en", "ar")

_LONG_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

Read = Callable[[Any], Any]


def parse_config(data: bytes | None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The configuration in the bytes of relnotes.toml (None: no file), and what is wrong with it."""
    if data is None:
        return Config(circles=CIRCLES), ()
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return Config(circles=CIRCLES), (_problem(1, "not-utf8", "the file is not UTF-8 text", "save it as UTF-8"),)
    except RecursionError:
        return Config(circles=CIRCLES), (_problem(1, "config", "this is nested too deep", "see README"),)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        message = re.sub(r"\s*\(at .*", "", str(error))
        return Config(circles=CIRCLES), (_problem(line, "config", f"this is not TOML: {message}", "see README"),)
    reader = _Reader(text)
    return reader.config(table), tuple(sorted(reader.problems, key=lambda problem: problem.span))


# --- readers: TOML value -> our value; Unreadable when it cannot be ---------------------------------------------------


def _wrong(expected: str) -> Unreadable:
    return Unreadable(f"this must be {expected}", f"write {expected}", "config")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong("a text")
    return value.strip()


def _listed(value: Any, example: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _wrong(f"a list of texts, such as {example}")
    return tuple(value)


def _texts(value: Any) -> tuple[str, ...]:
    return _listed(value, '["People"]')


def _kinds(value: Any) -> tuple[str, ...]:
    words = _listed(value, '["standup"]')
    taken = [word for word in words if HEADS.find(word) in MEANING]
    if taken:
        hint = "choose another word"
        raise Unreadable(f"“{taken[0]}” has a meaning of its own in a log", hint, "config")
    return words


def _whole(low: int, high: int) -> Read:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _wrong(f"a whole number from {low} to {high}")
        return value

    return read


def _number(low: float, high: float) -> Read:
    def read(value: Any) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise _wrong(f"a number from {low:g} to {high:g}")
        return float(value)

    return read


def _choice(*words: str) -> Read:
    def read(value: Any) -> str:
        if value not in words:
            near = get_close_matches(str(value), words, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"write one of {', '.join(words)}"
            raise Unreadable(f"“{value}” is none of {', '.join(words)}", hint, "config")
        return str(value)

    return read


def _choices(words: Iterable[str]) -> Read:
    one = _choice(*words)
    return lambda value: tuple(one(item) for item in _texts(value))


def _cadence(value: Any) -> Cadence | None:
    return read_cadence(str(value))


def _ahead(value: Any) -> Cadence:
    found = read_cadence(str(value))
    if found is None:
        raise _wrong("a time such as 4 weeks")
    return found


def _periods(value: Any) -> tuple[Any, ...]:
    return tuple(read_period(item) for item in _listed(value, '["2026-12-24..2027-01-02"]'))


def _weekdays(value: Any) -> tuple[int, ...]:
    short = [item.lower()[:3] if item.lower() in _LONG_WEEKDAYS else item.lower() for item in _listed(value, '["mon"]')]
    days = tuple(WEEKDAYS.index(_choice(*WEEKDAYS)(item)) for item in short)
    if not days or len(set(days)) != len(days):
        raise _wrong('different weekdays, such as ["mon", "tue"]')
    return days


def _timezone(value: Any) -> str:
    name = _text(value)
    if name not in available_timezones():
        near = get_close_matches(name, available_timezones(), 1)
        hint = f"did you mean “{near[0]}”?" if near else 'write for example "Africa/Cairo"'
        raise Unreadable(f"“{name}” is no time zone", hint, "config")
    return name


def _path(suffix: str) -> Read:
    def read(value: Any) -> str:
        path = _text(value).replace("\\", "/")
        parts = path.split("/")
        hidden = any(part.startswith(".") and part != "." for part in parts)
        if path.startswith("/") or ":" in parts[0] or hidden or not path.endswith(suffix):
            raise _wrong(f"the path of a {suffix} file inside of the vault, in no hidden folder")
        return "/".join(part for part in parts if part not in {"", "."})

    return read


def _alarm(value: Any) -> str:
    word = _text(value)
    clock = re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d|-\d{1,3}[hm]|none", word)
    if not clock:
        raise _wrong('"none", a time such as "09:00", or "-15h"')
    return word


_KINDS = get_args(Kind)

_TOP: Mapping[str, tuple[str, Read]] = {
    "people": ("people", _texts),
    "templates": ("templates", _texts),
    "timezone": ("timezone", _timezone),
    "language": ("language", _choice(*LANGUAGES)),
    "log_heading": ("log_heading", _text),
    "mentions": ("mentions", _choice("happened", "all", "off")),
    "overdue": ("overdue", _number(1, 100)),
    "leap_day": ("leap_day", _choice("02-28", "03-01")),
}
_CAPACITY: Mapping[str, tuple[str, Read]] = {
    "per_day": ("per_day", _whole(1, 100)),
    "per_week": ("per_week", _whole(1, 700)),
    "weekdays": ("weekdays", _weekdays),
    "ahead": ("ahead", _ahead),
    "away": ("away", _periods),
}
_FEED: dict[str, tuple[str, Read]] = {
    "path": ("path", _path(".ics")),
    "detail": ("detail", _choice("none", "name", "brief")),
    "birthdays": ("birthdays", _choice("all", "kept", "off")),
    "alarm": ("alarm", _alarm),
}
_FEEDS: Mapping[str, tuple[str, Read]] = _FEED | {
    "kinds": ("kinds", _choices(_KINDS)),
    "circles": ("circles", _texts),
    "tags": ("tags", _texts),
}
_TABLES = ("kinds", "circles", "capacity", "focus", "feed", "feeds", "due")


class _Reader:
    """Reads the tables one by one and collects what is wrong."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []

    def config(self, table: dict[str, Any]) -> Config:
        tables = {name: table.pop(name) for name in _TABLES if name in table}
        top = self.read("", table, _TOP, more=_TABLES)
        kinds = self.read("kinds", tables.get("kinds", {}), {"contact": ("contact_kinds", _kinds)})
        due = self.read("due", tables.get("due", {}), {"path": ("due_path", _path(".md"))})
        focus = self.read("focus", tables.get("focus", {}), {"limit": ("limit", _whole(1, 10_000))})
        capacity = Capacity(**self.read("capacity", tables.get("capacity", {}), _CAPACITY))
        feed = FeedConfig(**self.read("feed", tables.get("feed", {}), _FEED))
        feeds = []
        listed = tables.get("feeds", [])
        if not isinstance(listed, list):
            self.problem("feeds", "", "this must be written as [[feeds]]", "double the brackets")
            listed = []
        for number, one in enumerate(listed):
            found = self.read("feeds", one, _FEEDS, nth=number)
            if "path" not in found:
                self.problem("feeds", "", "a feed without a path", 'add path = "….ics"', number)
            else:
                feeds.append(FeedConfig(**found))
        config = Config(
            **top,
            **kinds,
            **due,
            circles=self.circles(tables.get("circles", {})),
            capacity=capacity,
            focus=focus.get("limit", 5) if "focus" in tables else None,
            feed=feed,
            feeds=tuple(feeds),
        )
        folded = [path.casefold() for path in config.outputs]
        twice = [path for path in config.outputs if folded.count(path.casefold()) > 1]
        if twice:
            self.problem("feeds", "", f"two outputs share the path “{twice[0]}”", "give each a path of its own")
        return config

    def circles(self, table: Any) -> tuple[Circle, ...]:
        found = {circle.name: circle for circle in CIRCLES}
        if not isinstance(table, dict):
            self.problem("circles", "", "this must be tables such as [circles.close]", "see README")
            return CIRCLES
        for name, body in table.items():
            spec = {"cadence": ("cadence", _cadence), "weight": ("weight", _number(0.1, 100))}
            values = self.read(f"circles.{name}", body, spec)
            known = found.get(name.casefold(), Circle(name.casefold(), None))
            found[known.name] = Circle(
                known.name, values.get("cadence", known.cadence), values.get("weight", known.weight)
            )
        return tuple(found.values())

    def read(
        self, where: str, table: Any, spec: Mapping[str, tuple[str, Read]], more: tuple[str, ...] = (), nth: int = 0
    ) -> dict[str, Any]:
        """The known values of one table, by the names of the model's fields."""
        if not isinstance(table, dict):
            self.problem(where, "", f"this must be a table [{where}]", "see README")
            return {}
        found = {}
        for key, value in table.items():
            if key not in spec:
                near = get_close_matches(key, [*spec, *more], 1)
                hint = f"did you mean “{near[0]}”?" if near else f"known here: {', '.join([*spec, *more])}"
                self.problem(where, key, f"“{key}” is no setting of relnotes", hint, nth)
                continue
            name, read = spec[key]
            try:
                found[name] = read(value)
            except Unreadable as error:
                self.problem(where, key, str(error), error.hint, nth)
        return found

    def problem(self, table: str, key: str, message: str, hint: str, nth: int = 0) -> None:
        self.problems.append(_problem(self.find(table, key, nth), "config", message, hint))

    def find(self, table: str, key: str, nth: int) -> int:
        """The line of a key in a table, as well as a look at the text can tell."""
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+".replace(r"\.", r"\s*\.\s*[\"']?"))
        starts = [number for number, line in enumerate(self.lines) if header.match(line)] if table else [0]
        start = starts[min(nth, len(starts) - 1)] if starts else 0
        wanted = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        for number in range(start, len(self.lines)):
            if key and wanted.match(self.lines[number]):
                return number + 1
        return start + 1


def _problem(line: int, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(CONFIG_FILE, Span(line, 1, line, 1), rule, "error", message, hint)
