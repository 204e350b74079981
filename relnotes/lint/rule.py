"""What a rule is: a module whose docstring is its manual page, with examples that are its tests.

In an example the place that is wrong stands between ‹ and ›; a text alone is the note ``People/Leila Hassan.md``.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from relnotes.lint.gist import Gist
from relnotes.model import Config, Diagnostic, Link, Severity, Span, Splice
from relnotes.parse.links import find_links
from relnotes.parse.note import Parsed
from relnotes.parse.source import Source
from relnotes.vault import index_names, resolve

Example = str | Mapping[str, str]


class Found(Struct, frozen=True):
    """What a rule found: the place, what is wrong, what to do, and the edit that mends it where one is safe."""

    span: Span
    message: str
    hint: str = ""
    fix: Splice | None = None


class Words(Struct, frozen=True):
    """The place of words in a note, from a line on."""

    text: str
    line: int


class Across(Struct, frozen=True):
    """What a rule across the vault found: in which note, what is wrong, what to do, and where; at first, if nowhere."""

    path: str
    message: str
    hint: str
    place: Link | Words | None = None

    def found(self, source: Source) -> Found:
        """The same at its exact place in the note's text."""
        return Found(_span(source, self.place), self.message, self.hint)


class Rule(Protocol):
    """A rule that is found while files are read, or by lint itself; its module explains it."""

    __name__: str
    __doc__: str | None

    @property
    def CODE(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def SEVERITY(self) -> Severity: ...  # noqa: N802 - the same

    @property
    def GOOD(self) -> tuple[Example, ...]: ...  # noqa: N802 - the same

    @property
    def BAD(self) -> tuple[Example, ...]: ...  # noqa: N802 - the same


class NoteRule(Rule, Protocol):
    """A rule about one note, whatever the others say, and whichever day it is."""

    def check(self, parsed: Parsed, config: Config) -> Iterator[Found]: ...


class DayRule(Rule, Protocol):
    """A rule about one note on a day."""

    def concerns(self, gist: Gist, today: date) -> bool:
        """Whether anything may be found: only then the note is read."""
        ...

    def check_on(self, parsed: Parsed, today: date) -> Iterator[Found]: ...


class VaultRule(Rule, Protocol):
    """A rule about how notes fit together, by their gists."""

    def check_vault(self, whole: "Whole") -> Iterator[Across]: ...


class Whole:
    """The gists of all notes at one moment, in the order of their paths."""

    def __init__(self, gists: Mapping[str, Gist], config: Config, before: "Whole | None" = None) -> None:
        self.gists = [gists[path] for path in sorted(gists)]
        self.config = config
        self.before = before
        self._resolved: dict[str, str | None] = {}

    @cached_property
    def tracked(self) -> tuple[Gist, ...]:
        """The contacts that can be read."""
        return tuple(gist for gist in self.gists if gist.tracked)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Every name, alias and path without ending -> the notes that it may mean, best first."""
        return index_names(self.gists)

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The names that may mean several notes; of most vaults there are few."""
        return frozenset([name for name, paths in self.names.items() if len(paths) > 1])

    @cached_property
    def targets(self) -> frozenset[str]:
        """Whatever the contacts' links lead to."""
        used = [link.target for note in self.tracked if note.used for link in note.used]
        return frozenset([*used, *[link.target for note in self.tracked for link in note.links]])

    def resolve(self, target: str) -> str | None:
        """The path of the note that a link means."""
        if target not in self._resolved:
            self._resolved[target] = resolve(self.names, target)
        return self._resolved[target]


def _span(source: Source, place: Link | Words | None) -> Span:
    if place is None:
        return Span(1, 1, 1, 1)
    if isinstance(place, Words):
        return source.find(place.text, place.line)
    start = source.offset(place.line)
    for found in find_links(source.whole_line(place.line), place.line):
        if found.link.target == place.target:
            return source.span(start + found.start, start + found.end)
    return source.find(place.target, place.line)


def rule_name(rule: Rule) -> str:
    """A rule's id: the name of its file in kebab-case."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def diagnostic(rule: Rule, path: str, found: Found) -> Diagnostic:
    return Diagnostic(path, found.span, rule_name(rule), rule.SEVERITY, found.message, found.hint, found.fix)
