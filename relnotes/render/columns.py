"""Aligned columns on a terminal, by the width that characters have there: Arabic, CJK and emoji included."""

import wcwidth


def width(text: str) -> int:
    return wcwidth.width(text)


def pad(text: str, to: int) -> str:
    return text + " " * max(0, to - width(text))


def wrap(text: str, to: int) -> list[str]:
    """The lines of a text, none wider than ``to`` unless a single word is."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > to:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def clip(text: str, to: int) -> str:
    """A text cut to a width, with an ellipsis where it was cut."""
    if width(text) <= to:
        return text
    kept = ""
    for grapheme in wcwidth.iter_graphemes(text):
        if width(kept + grapheme) > to - 1:
            break
        kept += grapheme
    return kept.rstrip() + "…"
