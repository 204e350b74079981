"""relnotes.toml -> Config. Every mistake is reported, with its line and what was probably meant."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from relnotes.model import Cadence, Capacity, Circle, Config, Diagnostic, FeedConfig, Kind, LintConfig, Span
from relnotes.parse.settings import (
    Read,
    a_path,
    a_text,
    ahead,
    alarm,
    cadence,
    choice,
    choices,
    contact_kinds,
    number,
    per_file,
    periods,
    some_texts,
    timezone,
    weekdays,
    whole,
)
from relnotes.parse.when import Unreadable

CONFIG_FILE = "relnotes.toml"

CIRCLES = (
    Circle("inner", Cadence("4 weeks", days=28), 3.0),
    Circle("close", Cadence("8 weeks", days=56), 2.0),
    Circle("network", Cadence("6 months", months=6), 1.0),
)
LANGUAGES = ("en", "ar")


def parse_config(data: bytes | None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The configuration in the bytes of relnotes.toml (None: no file), and what is wrong with it."""
    if data is None:
        return Config(circles=CIRCLES), ()
    plain = Config(circles=CIRCLES)
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return plain, (_problem(_span(line, 0, 0), "not-utf8", "the file is not UTF-8 text", "save it as UTF-8"),)
    except RecursionError:
        return plain, (_problem(_span(1, 0, 0), "invalid-config", "this is nested too deep", "see README"),)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.rstrip().count("\n") + 1, 1)
        message = re.sub(r"\s*\(at .*", "", str(error))
        span = _span(line, column - 1, column)
        return plain, (_problem(span, "invalid-config", f"this is not TOML: {message}", "see README"),)
    reader = _Reader(text)
    return reader.config(table), tuple(sorted(reader.problems, key=lambda problem: problem.span))


_KINDS = get_args(Kind)

_TOP: Mapping[str, tuple[str, Read]] = {
    "people": ("people", some_texts),
    "templates": ("templates", some_texts),
    "timezone": ("timezone", timezone),
    "language": ("language", choice(*LANGUAGES)),
    "log_heading": ("log_heading", a_text),
    "mentions": ("mentions", choice("happened", "all", "off")),
    "overdue": ("overdue", number(1, 100)),
    "leap_day": ("leap_day", choice("02-28", "03-01")),
}
_CAPACITY: Mapping[str, tuple[str, Read]] = {
    "per_day": ("per_day", whole(1, 100)),
    "per_week": ("per_week", whole(1, 700)),
    "weekdays": ("weekdays", weekdays),
    "ahead": ("ahead", ahead),
    "away": ("away", periods),
}
_FEED: dict[str, tuple[str, Read]] = {
    "path": ("path", a_path(".ics")),
    "detail": ("detail", choice("none", "name", "brief")),
    "birthdays": ("birthdays", choice("all", "kept", "off")),
    "alarm": ("alarm", alarm),
}
_FEEDS: Mapping[str, tuple[str, Read]] = _FEED | {
    "kinds": ("kinds", choices(_KINDS)),
    "circles": ("circles", some_texts),
    "tags": ("tags", some_texts),
}
_LINT: Mapping[str, tuple[str, Read]] = {
    "select": ("select", some_texts),
    "ignore": ("ignore", some_texts),
    "per_file_ignores": ("per_file", per_file),
}
_TABLES = ("kinds", "circles", "capacity", "focus", "feed", "feeds", "due", "lint")


class _Reader:
    """Reads the tables one by one and collects what is wrong."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []

    def config(self, table: dict[str, Any]) -> Config:
        tables = {name: table.pop(name) for name in _TABLES if name in table}
        top = self.read("", table, _TOP, more=_TABLES)
        kinds = self.read("kinds", tables.get("kinds", {}), {"contact": ("contact_kinds", contact_kinds)})
        lint = self.read("lint", tables.get("lint", {}), _LINT)
        due = self.read("due", tables.get("due", {}), {"path": ("due_path", a_path(".md"))})
        focus = self.read("focus", tables.get("focus", {}), {"limit": ("limit", whole(1, 10_000))})
        capacity = Capacity(**self.read("capacity", tables.get("capacity", {}), _CAPACITY))
        feed = FeedConfig(**self.read("feed", tables.get("feed", {}), _FEED))
        feeds = []
        listed = tables.get("feeds", [])
        if not isinstance(listed, list):
            self.problem("feeds", "", "this must be written as [[feeds]]", "double the brackets")
            listed = []
        for nth, one in enumerate(listed):
            found = self.read("feeds", one, _FEEDS, nth=nth)
            if isinstance(one, dict) and "path" not in one:
                self.problem("feeds", "", "a feed without a path", 'add path = "….ics"', nth)
            elif "path" in found:
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
            lint=LintConfig(**lint),
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
            spec = {"cadence": ("cadence", cadence), "weight": ("weight", number(0.1, 100))}
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
                self.problem(where, key, str(error), error.hint, nth, of_value=True)
        return found

    def problem(self, table: str, key: str, message: str, hint: str, nth: int = 0, *, of_value: bool = False) -> None:
        self.problems.append(_problem(self.find(table, key, nth, of_value=of_value), "invalid-config", message, hint))

    def find(self, table: str, key: str, nth: int, *, of_value: bool) -> Span:
        """The place of a key in a table, or of its value, as well as a look at the text can tell."""
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+".replace(r"\.", r"\s*\.\s*[\"']?"))
        starts = [number for number, line in enumerate(self.lines) if header.match(line)] if table else [0]
        start = starts[min(nth, len(starts) - 1)] if starts else 0
        wanted = re.compile(rf"(\s*\[*\s*)([\"']?{re.escape(key)}[\"']?)\s*(?:=\s*([^\s#][^#\n]*)?|[\].])")
        for at in range(start, len(self.lines)):
            if key and (match := wanted.match(self.lines[at])):
                group = 3 if of_value and match[3] else 2
                return _span(at + 1, match.start(group), match.start(group) + len(match[group].rstrip()))
        return _span(start + 1, 0, len(self.lines[start].rstrip()))


def _span(line: int, start: int, end: int) -> Span:
    return Span(line, start + 1, line, end + 1)


def _problem(span: Span, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(CONFIG_FILE, span, rule, "error", message, hint)
