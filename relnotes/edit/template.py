"""A vault's template with its fields filled in, as Obsidian does it."""

import re
from datetime import datetime

from relnotes.edit.refused import Refused

_FIELD = re.compile(r"\{\{\s*(?P<name>title|date|time)\s*(?::(?P<form>[^{}]*))?\}\}", re.IGNORECASE)
_TEMPLATER = re.compile(
    r"<%[-_+*]?\s*tp\.(?:(?P<title>file\.title)|date\.now\(\s*(?:[\"'](?P<form>[^\"']*)[\"'])?\s*\))\s*[-_]?%>"
)
_DATE_ALONE = re.compile(
    r"^[ \t]*[-*+][ \t]+(?:\{\{\s*date\s*(?::[^{}\n]*)?\}\}|<%[^%\n]*tp\.date\.now[^%\n]*%>)[ \t]*(?:\r?\n|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|mm|ss")
_MEANS = {
    "YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "DD": "%d", "dddd": "%A", "ddd": "%a",
    "HH": "%H", "mm": "%M", "ss": "%S",
}  # fmt: skip


def fill_template(text: str, title: str, now: datetime | None) -> str:
    """The template with ``{{title}}``, ``{{date}}``, ``{{date:YYYY-MM-DD}}`` and ``{{time}}`` filled in.

    Templater's ``tp.file.title`` and ``tp.date.now`` too; `Refused` when there is more that only Obsidian can run.
    Without a moment its fields stay empty, and items that would be a date alone go: today is no day of that note.
    """
    if now is None:
        text = _DATE_ALONE.sub("", text)

    def field(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name == "title":
            return title
        return _formatted(now, match["form"] or ("YYYY-MM-DD" if name == "date" else "HH:mm"))

    def templater(match: re.Match[str]) -> str:
        return title if match["title"] else _formatted(now, match["form"] or "YYYY-MM-DD")

    text = _TEMPLATER.sub(templater, _FIELD.sub(field, text))
    if "<%" in text or "{{" in text:
        line = text[: text.index("<%" if "<%" in text else "{{")].count("\n") + 1
        raise Refused(f"line {line} of it holds more than a title, a date or a time, which only Obsidian can fill in")
    return text


def _formatted(now: datetime | None, form: str) -> str:
    """A moment in the words of Obsidian's (moment.js) formats, of which the usual ones are known."""
    if now is None:
        return ""

    def token(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        if match[0] in {"M", "D", "H"}:
            return str({"M": now.month, "D": now.day, "H": now.hour}[match[0]])
        return now.strftime(_MEANS[match[0]])

    return _TOKEN.sub(token, form.strip())
