"""What a note keeps of a foreign file that no property has: the part under “Imported”, written and read back.

Its text stands in a quote, its lines of a vCard in a block of code: neither is taken for contact, tasks or topics.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from relnotes.exchange.draft import Pairs
from relnotes.parse.splice import line_end
from relnotes.parse.words import fold
from relnotes.render.clean import clean, shown

HEADING = "Imported"
_HEADINGS = frozenset(fold(word) for word in (HEADING, "مستورد"))
_TITLE = re.compile(r"^(#{1,6})[ \t]+([^\n]*?)[ \t#]*\r?$", re.MULTILINE)
_FENCE = re.compile(r"^```vcard[ \t]*\r?\n(.*?)^```[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^- ([^\n:]+): ([^\n]*)$")
# What begins a comment, or a template, in a note.
_ACTIVE = re.compile(r"%%|<!--|<%|\{\{")
# The first sign of one, which a backslash behind it makes harmless; and such a sign with its backslash.
_FIRST = re.compile(r"([%<{])(?=\\*(?:%|!--|\{))")
_HARMLESS = re.compile(r"([%<{])\\(?=\\*(?:%|!--|\{))")


class Imported(Struct, frozen=True):
    """Labelled fields, free text, and lines of a vCard."""

    extra: Pairs = ()
    text: str = ""
    card: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.extra or self.text or self.card)


def read_imported(text: str) -> Imported:
    """What a note keeps, as it was written by `add_imported`."""
    text = text.replace("\r\n", "\n")
    section = _section(text)
    if section is None:
        return Imported()
    body = text[section[0] : section[1]]
    card: tuple[str, ...] = ()
    if fence := _FENCE.search(body):
        card = tuple(line for line in fence[1].split("\n") if line)
        body = body[: fence.start()] + body[fence.end() :]
    rows = body.split("\n")
    extra = tuple((match[1], _live(match[2])) for row in rows if (match := _ITEM.match(row)))
    quoted = [row[2:] if row.startswith("> ") else row[1:] for row in rows if row.startswith(">")]
    return Imported(extra, _live("\n".join(quoted)), card)


def _section(text: str) -> tuple[int, int] | None:
    """Where the part under the heading begins and ends."""
    for match in _TITLE.finditer(text):
        if fold(match[2]) in _HEADINGS:
            after = (other.start() for other in _TITLE.finditer(text, match.end()) if len(other[1]) <= len(match[1]))
            return match.end(), next(after, len(text))
    return None


def missing(old: Imported, new: Imported) -> Imported:
    """What of ``new`` does not stand in ``old`` yet."""
    extra = tuple(pair for pair in _clean_pairs(new.extra) if pair not in old.extra)
    text = _clean_text(new.text)
    return Imported(
        extra, "" if text in old.text else text, tuple(one for one in _clean_card(new.card) if one not in old.card)
    )


def section_lines(imported: Imported, heading: str = HEADING) -> list[str]:
    """The whole part, for a note that has none yet."""
    lines = [f"## {heading}"]
    if imported.text:
        lines += _quote(_clean_text(imported.text))
    if imported.extra:
        lines += ["", *_items(_clean_pairs(imported.extra))] if imported.text else _items(_clean_pairs(imported.extra))
    if imported.card:
        lines += ["", "```vcard", *_clean_card(imported.card), "```"]
    return lines


def add_imported(data: bytes, new: Imported, heading: str = HEADING) -> bytes:
    """The note with what it does not keep yet; everything else of it stays as it is."""
    eol = line_end(data).decode()
    text = data.decode()
    section = _section(text)
    if section is None:
        end = "" if not text or text.endswith("\n") else eol
        gap = eol if text.strip() else ""
        return (text + end + gap + eol.join(section_lines(new, heading)) + eol).encode()
    start, end_at = section
    body = text[start:end_at]
    if new.card:
        lines = eol.join(new.card) + eol
        if fence := _FENCE.search(body):
            at = fence.start() + fence[0].rindex("```")
            body = body[:at] + lines + body[at:]
        else:
            body = _ended(body, eol) + f"{eol}```vcard{eol}{lines}```{eol}"
    added = [*_items(new.extra), *([""] * bool(new.extra and new.text)), *(_quote(new.text) if new.text else [])]
    if added:
        fence = _FENCE.search(body)
        at = fence.start() if fence else len(body)
        before = _ended(body[:at].rstrip() if fence else body, eol)
        body = before + eol + eol.join(added) + eol + (eol if fence else "") + body[at:]
    return (text[:start] + body + text[end_at:]).encode()


def _ended(text: str, eol: str) -> str:
    return text if text.endswith("\n") else text + eol


def _items(pairs: Pairs) -> list[str]:
    return [f"- {label}: {_still(value)}" for label, value in pairs]


def _quote(text: str) -> list[str]:
    return [f"> {_still(row)}" if row else ">" for row in text.split("\n")]


def _clean_pairs(pairs: Pairs) -> Pairs:
    """Each on one line, its label without a colon."""
    cleaned = ((_label(label), shown(value.replace("\r", "").replace("\n", " / ")).strip()) for label, value in pairs)
    return tuple(dict.fromkeys((label, value) for label, value in cleaned if value))


def _label(label: str) -> str:
    text = " ".join(_ACTIVE.sub(" ", shown(label.replace(":", " ").replace("\n", " "))).split())
    return text.strip("-*+>#[] ") or "Field"


def _clean_text(text: str) -> str:
    return clean(text).strip("\n")


def _clean_card(card: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown(line).replace("<%", "< %") for line in card))


def _still(text: str) -> str:
    """A text in which nothing begins a comment or a template."""
    return _FIRST.sub(r"\1\\", text)


def _live(text: str) -> str:
    return _HARMLESS.sub(r"\1", text)
