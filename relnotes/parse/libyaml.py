"""The YAML of a front matter, by a loop over libyaml's events.

Why not ``yaml.load``: YAML 1.1 guesses turn ``12:30`` into 750 and ``no`` into False, ``2026-02-30`` raises a bare
ValueError, duplicate keys vanish silently, and 25,000 nested brackets crash the process. The loop keeps every scalar
as typed, knows each place, stops at a depth, and never recurses.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from relnotes.parse.frontmatter import split
from relnotes.parse.properties import Value

MAX_DEPTH = 32
MAX_EVENTS = 5_000

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NoteHandler(YAMLHandler):
    """Front matter as Obsidian knows it, by python-frontmatter's own extension point."""

    def split(self, text: str) -> tuple[str, str]:
        return split(text)

    def load(self, fm: str, **_: object) -> Any:
        """The root value of the block, or None when it is empty; YAML's own errors pass through."""
        try:
            return build(yaml.parse(fm, Loader=Loader))
        except yaml.MarkedYAMLError as error:
            # libyaml from 0.2.6 on looks ahead and may meet its own limit, a thousand levels, before ours.
            if error.problem_mark is None or "nesting depth" not in str(error.problem):
                raise
            at = _index(error.problem_mark)
            raise TooComplex(_DEEP, at, at + 1) from error


class TooComplex(Exception):
    """The YAML uses more than notes need: nesting, size, aliases."""

    def __init__(self, message: str, start: int, end: int, hint: str = "write the values out, flat") -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.hint = hint


_DEEP = f"the front matter is nested deeper than {MAX_DEPTH} levels"


def _index(mark: Any) -> int:
    return int(mark.index)


def build(events: Iterator[yaml.Event]) -> Value | None:
    """The tree of one YAML document, without recursion."""
    root: Value | None = None
    stack: list[tuple[Value, list[Value]]] = []
    for count, event in enumerate(events):
        if count > MAX_EVENTS:
            at = _index(event.start_mark)
            raise TooComplex("the front matter has too many values", at, at + 1, "move what is no property to the text")
        if isinstance(event, yaml.AliasEvent):
            message = "a value that begins with * is an alias to YAML, which notes cannot use"
            raise TooComplex(
                message, _index(event.start_mark), _index(event.end_mark), 'put the whole value into "quotes"'
            )
        if isinstance(event, yaml.CollectionEndEvent):
            value, children = stack.pop()
            # Where no bracket closes it, libyaml's mark is the next token, comments and empty lines later.
            closed = _index(event.end_mark) > _index(event.start_mark)
            value.end = _index(event.end_mark) if closed or not children else children[-1].end
            if value.pairs is not None:
                value.pairs.extend(zip(children[::2], children[1::2], strict=True))
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        value = Value(_index(event.start_mark), _index(event.end_mark))
        if isinstance(event, yaml.ScalarEvent):
            value.text, value.plain = event.value, not event.style
        elif isinstance(event, yaml.SequenceStartEvent):
            value.items = []
        else:
            value.pairs = []
        if stack:
            stack[-1][1].append(value)
        else:
            root = value
        if not value.scalar:
            if len(stack) >= MAX_DEPTH:
                raise TooComplex(_DEEP, _index(event.start_mark), _index(event.start_mark) + 1)
            stack.append((value, value.items if value.items is not None else []))
    return root
