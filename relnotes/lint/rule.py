"""What a rule is: a module whose docstring is its manual page, with examples that are its tests.

In an example the place that is wrong stands between ‹ and ›; a text alone is the note ``People/Leila Hassan.md``.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from relnotes.model import Config, Diagnostic, Link, Note, Severity, Span, Splice
from relnotes.parse.links import find_links
from relnotes.parse.note import Parsed, parse_whole
from relnotes.parse.words import Heads
from relnotes.vault import index_names, is_tracked

Example = str | Mapping[str, str]


class Found(Struct, frozen=True):
    """What a rule found: the place, what is wrong, what to do, and the edit that mends it where one is safe."""

    span: Span
    message: str
    hint: str = ""
    fix: Splice | None = None
    path: str = ""
    """Only of rules over the whole vault: the file."""


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
    """A rule about one note, whatever the others say."""

    def check(self, parsed: Parsed, config: Config, today: date) -> Iterator[Found]: ...


class VaultRule(Rule, Protocol):
    """A rule about how notes fit together."""

    def check_vault(self, whole: "Whole") -> Iterator[Found]: ...


class Whole:
    """All notes at one moment, and exact places in them."""

    def __init__(
        self, files: Mapping[str, bytes], notes: Mapping[str, Note], config: Config, before: "Whole | None" = None
    ) -> None:
        self.files = files
        self.notes = notes
        self.config = config
        self.before = before
        self.near: dict[str, str] = {}
        self._opened: dict[str, Parsed] = {}

    @cached_property
    def tracked(self) -> tuple[Note, ...]:
        """The contacts that can be read, in the order of their paths."""
        return tuple(note for _, note in sorted(self.notes.items()) if note.readable and is_tracked(note, self.config))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Every name, alias and path without ending -> the notes that it may mean, best first."""
        return index_names([note for _, note in sorted(self.notes.items())])

    def open(self, path: str) -> Parsed:
        """A note with its text; read again, since only few are asked for."""
        if path not in self._opened:
            self._opened[path] = parse_whole(path, self.files[path], Heads(self.config.contact_kinds))
        return self._opened[path]

    def find(self, path: str, words: str, line: int) -> Span:
        """Where words stand in a note, from a line on."""
        return self.open(path).source.find(words, line)

    def find_link(self, path: str, link: Link) -> Span:
        """Where a link stands in a note."""
        source = self.open(path).source
        start = source.offset(link.line)
        for found in find_links(source.whole_line(link.line), link.line):
            if found.link.target == link.target:
                return source.span(start + found.start, start + found.end)
        return source.find(link.target, link.line)


def rule_name(rule: Rule) -> str:
    """A rule's id: the name of its file in kebab-case."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def diagnostic(rule: Rule, path: str, found: Found) -> Diagnostic:
    return Diagnostic(
        found.path or path, found.span, rule_name(rule), rule.SEVERITY, found.message, found.hint, found.fix
    )
