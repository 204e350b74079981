"""relnotes.toml -> Config. Every mistake is reported, with its line and what was probably meant."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from relnotes.model import Cadence, Capacity, Circle, Config, Diagnostic, FeedConfig, Kind, LintConfig, Span
from relnotes.parse.places import Path, toml_places
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
    yes_or_no,
)
from relnotes.parse.source import Source
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
    refused = tuple(one for one in Source(CONFIG_FILE, data).problems if one.rule != "control-characters")
    if refused:
        return plain, refused
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except RecursionError:
        return plain, (_problem(Span(1, 1, 1, 1), "invalid-config", "this is nested too deep", "write it flat"),)
    except tomllib.TOMLDecodeError as error:
        return plain, (_not_toml(text, error),)
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
    "group": ("group", choice("each", "week")),
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
_DUE: Mapping[str, tuple[str, Read]] = {"path": ("due_path", a_path(".md")), "answers": ("due_answers", yes_or_no)}
_TABLES = ("kinds", "circles", "capacity", "focus", "feed", "feeds", "due", "lint")


class _Reader:
    """Reads the tables one by one and collects what is wrong."""

    def __init__(self, text: str) -> None:
        self.source = Source(CONFIG_FILE, text.encode())
        self.problems: list[Diagnostic] = []

    def config(self, table: dict[str, Any]) -> Config:
        tables = {name: table.pop(name) for name in _TABLES if name in table}
        top = self.read((), table, _TOP, more=_TABLES)
        kinds = self.read(("kinds",), tables.get("kinds", {}), {"contact": ("contact_kinds", contact_kinds)})
        lint = self.read(("lint",), tables.get("lint", {}), _LINT)
        due = self.read(("due",), tables.get("due", {}), _DUE)
        focus = self.read(("focus",), tables.get("focus", {}), {"limit": ("limit", whole(1, 10_000))})
        capacity = Capacity(**self.read(("capacity",), tables.get("capacity", {}), _CAPACITY))
        feed = FeedConfig(**self.read(("feed",), tables.get("feed", {}), _FEED))
        feeds = self.feeds(tables.get("feeds", []))
        config = Config(
            **top,
            **kinds,
            **due,
            circles=self.circles(tables.get("circles", {})),
            capacity=capacity,
            focus=focus.get("limit", 5) if "focus" in tables else None,
            feed=feed,
            feeds=tuple(feeds.values()),
            lint=LintConfig(**lint),
        )
        owners: list[Path] = [("due", "path"), ("feed", "path"), *(("feeds", nth, "path") for nth in feeds)]
        folded = [path.casefold() for path in config.outputs]
        for owner, path, one in zip(owners, config.outputs, folded, strict=True):
            if folded.count(one) > 1 and owner == owners[len(folded) - 1 - folded[::-1].index(one)]:
                self.problem(owner, f"two outputs share the path “{path}”", "give each a path of its own")
        return config

    def feeds(self, listed: Any) -> dict[int, FeedConfig]:
        """The further feeds that can be made, by their place in the list."""
        found = {}
        if not isinstance(listed, list):
            self.problem(("feeds",), "this must be written as [[feeds]]", "double the brackets")
            return {}
        for nth, one in enumerate(listed):
            values = self.read(("feeds", nth), one, _FEEDS)
            if isinstance(one, dict) and "path" not in one:
                self.problem(("feeds", nth), "a feed without a path", 'add path = "….ics"')
            elif "path" in values:
                found[nth] = FeedConfig(**values)
        return found

    def circles(self, table: Any) -> tuple[Circle, ...]:
        found = {circle.name: circle for circle in CIRCLES}
        if not isinstance(table, dict):
            hint = "write a line [circles.close] and its cadence below"
            self.problem(("circles",), "this must be tables such as [circles.close]", hint)
            return CIRCLES
        for name, body in table.items():
            spec = {"cadence": ("cadence", cadence), "weight": ("weight", number(0.1, 100))}
            values = self.read(("circles", name), body, spec)
            known = found.get(name.casefold(), Circle(name.casefold(), None))
            found[known.name] = Circle(
                known.name, values.get("cadence", known.cadence), values.get("weight", known.weight)
            )
        return tuple(found.values())

    def read(
        self, where: Path, table: Any, spec: Mapping[str, tuple[str, Read]], more: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """The known values of one table, by the names of the model's fields."""
        if not isinstance(table, dict):
            name = ".".join(part for part in where if isinstance(part, str))
            line = f"[[{name}]]" if isinstance(where[-1], int) else f"[{name}]"
            self.problem(where, f"this must be a table {line}", f"write a line {line} and its settings below")
            return {}
        found = {}
        for key, value in table.items():
            if key not in spec:
                near = get_close_matches(key, [*spec, *more], 1)
                hint = f"did you mean “{near[0]}”?" if near else f"known here: {', '.join([*spec, *more])}"
                self.problem((*where, key), f"“{key}” is no setting of relnotes", hint, of_key=True)
                continue
            name, read = spec[key]
            try:
                found[name] = read(value)
            except Unreadable as error:
                part = (error.part,) if isinstance(error.part, (int, str)) else ()
                self.problem((*where, key, *part), str(error), error.hint)
        return found

    def problem(self, path: Path, message: str, hint: str, *, of_key: bool = False) -> None:
        """Something is wrong with a key, or with its value; one that stands nowhere is its table's mistake."""
        places = toml_places(self.source.text)
        while path not in places and path:
            path = path[:-1]
        place = places.get(path)
        start, end = (place.key if of_key else place.value) if place else (0, 0)
        self.problems.append(_problem(self.source.span(start, end), "invalid-config", message, hint))


def _not_toml(text: str, error: tomllib.TOMLDecodeError) -> Diagnostic:
    """Where tomllib stopped. Behind a line's end it means that line; at the end of the file, the last one."""
    at = re.search(r"line (\d+), column (\d+)", str(error))
    lines = text.rstrip().split("\n")
    line, column = (int(at[1]), int(at[2])) if at else (len(lines), len(lines[-1]))
    span = Span(line, column, line, column + 1)
    words = lines[line - 1].rstrip() if line <= len(lines) else ""
    if column > len(words):
        span = Span(line, len(words) - len(words.lstrip()) + 1, line, len(words) + 1)
    message = re.sub(r"\s*\(at .*", "", str(error))
    hint = 'write texts in "quotes", lists in [ ], each setting once and on a line of its own'
    return _problem(span, "invalid-config", f"this is not TOML: {message}", hint)


def _problem(span: Span, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(CONFIG_FILE, span, rule, "error", message, hint)
