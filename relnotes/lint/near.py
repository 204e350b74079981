"""Names that differ in one letter, or only in accents, without comparing each with each."""

from collections.abc import Iterator
from functools import cached_property

from relnotes.lint.rule import Whole
from relnotes.parse.links import stem
from relnotes.parse.words import plain

# Shorter names are too near to each other.
_SHORTEST = 5


class Near:
    """The contacts of a vault, found by names that are nearly theirs."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.spelled: dict[int, dict[str, str]] = {}

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """The words that are compared, and the names."""
        bare = [stem(note.path.rpartition("/")[2]) for note in self.whole.tracked]
        return [(_word(name), name) for name in bare]

    def find(self, name: str) -> str | None:
        """The contact whose name is nearly this one."""
        if len(name) < _SHORTEST:
            return None
        word = _word(name)
        spellings = [(word, self._of_length(len(word)))]
        spellings += [(shorter, self._of_length(len(word) - 1)) for shorter in _shorter(word)]
        return next((index[spelled] for spelled, index in spellings if spelled in index), None)

    def _of_length(self, length: int) -> dict[str, str]:
        """Spellings of so many letters -> the contacts: their words as they are, and with each one letter left out."""
        if length not in self.spelled:
            index = self.spelled[length] = {}
            for word, name in self.words:
                if len(word) == length:
                    index.setdefault(word, name)
                elif len(word) == length + 1:
                    for shorter in _shorter(word):
                        index.setdefault(shorter, name)
        return self.spelled[length]


def _word(name: str) -> str:
    """A name as it is looked up."""
    return "".join((name.casefold() if name.isascii() else plain(name)).split())


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
