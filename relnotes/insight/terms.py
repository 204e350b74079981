"""Words that somebody looks for, and whether a text has them: without regard to case and accents."""

import re
import unicodedata

from msgspec import Struct

from relnotes.parse.words import fold_long


class Term(Struct, frozen=True):
    """What is looked for, as it is compared."""

    folded: str

    def found_in(self, text: str) -> bool:
        return self.place(searchable(text)) >= 0

    def place(self, folded: str, start: int = 0) -> int:
        """Where the term begins in a folded text, from `start` on; -1 when it is not there.

        It must begin a word (“eBPF” finds “eBPF tooling”, “art” does not find “start”), but not in scripts without
        capitals: Arabic writes its article onto the word, and Chinese and Japanese write no spaces.
        """
        at = folded.find(self.folded, start)
        if not self.folded or not _HAS_CASE.match(self.folded):
            return at if self.folded else -1
        while at > 0 and folded[at - 1].isalnum():
            at = folded.find(self.folded, at + 1)
        return at


_HAS_CASE = re.compile(r"[A-Za-z0-9\u00c0-\u052f\u1e00-\u1fff]")


def read_term(words: str) -> Term:
    """A term in the words of a user."""
    return Term(" ".join(searchable(words).split()))


def searchable(text: str) -> str:
    """A text as terms are compared: folded, without accents. It has as many lines as before."""
    if text.isascii():
        return text.casefold()
    split = unicodedata.normalize("NFD", fold_long(text))
    return _COMBINING.sub("", split)


_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
