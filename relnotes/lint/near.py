"""Names that differ in one letter, or only in accents, without comparing each with each."""

from collections.abc import Iterator

from relnotes.lint.rule import Whole
from relnotes.parse.links import stem
from relnotes.parse.words import plain

# Shorter names are too near to each other.
_SHORTEST = 5


def near(whole: Whole, name: str) -> str | None:
    """The contact whose name is nearly this one."""
    if len(name) < _SHORTEST:
        return None
    index = whole.near
    if not index:
        for note in whole.tracked:
            bare = stem(note.path.rpartition("/")[2])
            for spelled in _spellings(bare):
                index.setdefault(spelled, bare)
    return next((index[spelled] for spelled in _spellings(name) if spelled in index), None)


def _spellings(name: str) -> Iterator[str]:
    """The name as it is looked up, and with each one of its letters left out."""
    word = "".join(plain(name).split())
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
