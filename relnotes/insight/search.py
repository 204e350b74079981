"""find: the notes in which all of some words stand, and the lines that have them."""

from collections.abc import Iterable

from msgspec import Struct

from relnotes.insight.terms import Term, searchable
from relnotes.parse.links import stem

LineHit = tuple[int, str]
"""A line by its number, and its text."""


class NoteHit(Struct, frozen=True):
    """A note that has all of the words, with the lines that have most of them."""

    path: str
    lines: tuple[LineHit, ...]
    words: int
    """How many of the words its best line has; the note's name has them when it is 0."""
    named: bool = False
    """The words stand in the note's name alone or as well."""

    @property
    def name(self) -> str:
        return stem(self.path.rsplit("/", 1)[-1])


def search_text(path: str, text: str, terms: tuple[Term, ...]) -> NoteHit | None:
    """Where the words stand in a note, by its path and text; None unless all of them do, there or in its name."""
    folded = searchable(text)
    name = searchable(stem(path.rsplit("/", 1)[-1]))
    in_name = [term.place(name) >= 0 for term in terms]
    if not all(named or term.place(folded) >= 0 for term, named in zip(terms, in_name, strict=True)):
        return None
    counted = [
        (sum(term.place(line) >= 0 for term in terms), number) for number, line in enumerate(folded.split("\n"), 1)
    ]
    best = max(count for count, _ in counted)
    shown = text.split("\n")
    lines = [(number, shown[number - 1].strip()) for count, number in counted if count == best and best]
    return NoteHit(path, tuple(lines), best, all(in_name))


def in_order(hits: Iterable[NoteHit]) -> tuple[NoteHit, ...]:
    """The notes that are named so first, then those that have all of the words closest together."""
    return tuple(sorted(hits, key=lambda hit: (not hit.named, -hit.words, hit.path)))
