"""Text from notes is data: nothing in it may steer a terminal, a calendar or a page."""

import json
import re
import unicodedata

# C0 and C1 controls, bidi controls, line and paragraph separators, tags, surrogates; not the joiner of emoji.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)

_SENTENCE_END = re.compile(r"[.!?…؟。](?=\s)")


def shown(text: str) -> str:
    """A text on one line without anything that a terminal or a reader could take for a command."""
    if not _UNSAFE.search(text):
        return text
    # A file's name may hold bytes that are no text: Python's lone surrogates, which no stream takes.
    return " ".join(_UNSAFE.sub(" ", text.encode("utf-8", "replace").decode()).split())


def escaped(text: str) -> str:
    """JSON whose strings mean the same, with everything unseen written as an escape."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1], text)


def clean(text: str) -> str:
    """A text for a calendar: NFC, its line breaks as LF, without control characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_UNSAFE.sub(" ", line).rstrip() for line in text.split("\n"))


def clipped(text: str, length: int) -> str:
    """A text of at most so many characters, cut at a word where it can be."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > length // 2 else cut).rstrip(" ,;:.") + "…"


def first_sentences(text: str, length: int) -> str:
    """The first sentences of a text, at most so many characters together; a longer first one is cut at a word."""
    if len(text) <= length:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, length)]
    return text[: ends[-1]] if ends else clipped(text, length)
