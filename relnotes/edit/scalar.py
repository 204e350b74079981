"""A value of a property as new lines of a note write it."""

import re

from relnotes.edit.properties import quoted
from relnotes.render.clean import shown

# What YAML reads as text without quotes, beside what `quoted` leaves bare: days, addresses of mail and of the web.
_BARE = re.compile(r"[A-Za-z][\w.+-]*@[A-Za-z][\w.-]*\w|https?://[\w.~/%-]+[\w/]|\d{4}-\d{2}-\d{2}")


def scalar(value: str) -> str:
    """A value on one line; what would make a template of the note is written as an escape."""
    text = shown(value)
    if _BARE.fullmatch(text):
        return text
    text = quoted(text)
    if "{{" in text or "<%" in text:
        inner = text[1:-1] if text.startswith('"') else text
        return '"' + inner.replace("{{", "\\x7B{").replace("<%", "\\x3C%") + '"'
    return text
