"""What `find` found: on a terminal, and as JSON (`relnotes.find/1`)."""

import msgspec

from relnotes.insight.search import NoteHit
from relnotes.insight.terms import Term, searchable
from relnotes.model import Texts
from relnotes.render.clean import escaped, shown
from relnotes.render.columns import clip, width
from relnotes.render.paint import Paint

SCHEMA = "relnotes.find/1"
LINES = 3
_BEFORE = 5
_NUMBER = 5
_LONG = 2000


def render_hits(
    hits: tuple[NoteHit, ...], terms: tuple[Term, ...], texts: Texts, columns: int, lines: int | None, paint: Paint
) -> str:
    """Each note with the lines that have the words, at most so many; a line is cut around them."""
    if not hits:
        return texts.gettext("No note says that.") + "\n"
    out = [paint("title", texts.ngettext("{n} note", "{n} notes", len(hits)).format(n=len(hits))), ""]
    for hit in hits:
        first = f"{shown(hit.path)}:{hit.lines[0][0] if hit.lines else 1}"
        out.append(f"{paint('name', shown(hit.name))}  {paint('dim', first)}")
        for number, line in hit.lines[:lines]:
            out.append(f"{number:>{_NUMBER}}  {_around(line, terms, max(columns - _NUMBER - 2, 20), paint)}")
        if lines and len(hit.lines) > lines:
            more = len(hit.lines) - lines
            text = texts.ngettext("{n} more line: relnotes find --all", "{n} more lines: relnotes find --all", more)
            out.append(" " * (_NUMBER + 2) + text.format(n=more))
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _around(line: str, terms: tuple[Term, ...], room: int, paint: Paint) -> str:
    """As much of a line as there is room for, from a little before the first word that was looked for."""
    words = shown(_near(line, terms)).split()
    phrases = {len(term.folded.split()) for term in terms}
    marked = {
        at + offset
        for at in range(len(words))
        for length in phrases
        for offset in range(length)
        if any(term.found_in(" ".join(words[at : at + length])) for term in terms if len(term.folded.split()) == length)
    }
    start = 0
    if width(" ".join(words)) > room and marked:
        start = max(min(marked) - _BEFORE, 0)
    kept: list[str] = ["…"] if start else []
    used = 2 if start else 0
    for at in range(start, len(words)):
        word = clip(words[at], room)
        if used + width(word) > room - (2 if at + 1 < len(words) else 0):
            kept.append("…")
            break
        used += width(word) + 1
        kept.append(paint("urgent", word) if at in marked else word)
    return " ".join(kept)


def _near(line: str, terms: tuple[Term, ...]) -> str:
    """Of a line as long as a page, the part in which the first of the terms stands."""
    if len(line) <= _LONG:
        return line
    at = min((place for term in terms if (place := term.place(searchable(line))) >= 0), default=0)
    return line[max(at - _LONG // 4, 0) : at + _LONG]


def render_hits_json(hits: tuple[NoteHit, ...]) -> str:
    """All lines of all notes for programs."""
    listed = {
        "schema": SCHEMA,
        "notes": [
            {
                "path": hit.path,
                "name": hit.name,
                "lines": [{"line": number, "text": text} for number, text in hit.lines],
            }
            for hit in hits
        ],
    }
    return escaped(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode()) + "\n"
