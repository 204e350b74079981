"""Words of one direction inside of sentences of the other, each kept to itself, as Unicode's isolates do.

Without them an English phrase in an Arabic sentence ends with its full stop at the wrong side, and a phone number is
read from its last group on. Terminals and calendars make less of isolates, so only the pages have them.
"""

import re

from relnotes.model import Texts

_FIRST_STRONG, _POP = "\u2068", "\u2069"
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u058f]|\+\d")
RIGHT_TO_LEFT = frozenset({"ar"})


class Isolating:
    """The texts of a language, whose sentences isolate what is put into them when it runs the other way."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._foreign = _LATIN if language in RIGHT_TO_LEFT else _ARABIC

    def gettext(self, message: str, /) -> str:
        return _Sentence(self._texts.gettext(message), self._foreign)

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        return _Sentence(self._texts.ngettext(singular, plural, n), self._foreign)


class _Sentence(str):
    foreign: re.Pattern[str]

    def __new__(cls, text: str, foreign: re.Pattern[str]) -> "_Sentence":
        made = super().__new__(cls, text)
        made.foreign = foreign
        return made

    def format(self, *_words: object, **named: object) -> str:
        return super().format(**{name: self._kept_apart(word) for name, word in named.items()})

    def _kept_apart(self, word: object) -> object:
        if isinstance(word, str) and self.foreign.search(word):
            return f"{_FIRST_STRONG}{word}{_POP}"
        return word
