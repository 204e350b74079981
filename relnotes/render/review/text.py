"""A review on a terminal."""

from relnotes.insight.review import Review
from relnotes.model import Texts
from relnotes.render.clean import shown
from relnotes.render.columns import pad, width, wrap
from relnotes.render.paint import Paint
from relnotes.render.review.words import columns as column_names
from relnotes.render.review.words import headline, sections, table

MOST = 10
_BAR = 12


def render_review(review: Review, texts: Texts, columns: int, paint: Paint, most: int | None) -> str:
    """The sections, at most so many lines of each with their places, and what was done month by month."""
    out = [paint("title", headline(review, texts))]
    for part in sections(review, texts, most):
        out += ["", paint("title", part.title)]
        for line in part.lines:
            first, *more = wrap(shown(line.text), columns - 2)
            out += [f"- {first}", *(f"  {rest}" for rest in more)]
            if line.source:
                out.append("  " + paint("dim", shown(line.source)))
        if part.more:
            out.append("  " + paint("dim", f"{part.more}: relnotes review --all"))
    if review.contacts:
        out += ["", *_table(review, texts, columns, paint)]
    return "\n".join(out) + "\n"


def _table(review: Review, texts: Texts, columns: int, paint: Paint) -> list[str]:
    """The table over time, with a bar for contact where there is room."""
    rows = [column_names(texts), *table(review, texts)]
    wide = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    most = max(one.contacts for one in review.spans)
    room = min(_BAR, columns - sum(wide) - 2 * len(wide))
    lines = []
    for number, row in enumerate(rows):
        cells = [pad(row[0], wide[0]), *(_right(cell, to) for cell, to in zip(row[1:], wide[1:], strict=True))]
        if number and room > 3:
            done = review.spans[number - 1].contacts
            cells.insert(1, pad("▇" * -(-done * room // most) if most else "", room))
        elif room > 3:
            cells.insert(1, " " * room)
        line = "  ".join(cells).rstrip()
        lines.append(line if number else paint("title", line))
    return lines


def _right(text: str, to: int) -> str:
    return " " * max(0, to - width(text)) + text
