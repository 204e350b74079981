"""Each finding with the line it stands on, and carets below the place."""

from collections.abc import Sequence

import wcwidth

from relnotes.model import Diagnostic
from relnotes.render.clean import shown
from relnotes.render.columns import clip, width
from relnotes.render.findings import concise
from relnotes.render.findings.shown import Shown

# The most columns of a long line that are shown before the place, and the fewest for any line.
_BEFORE = 20
_LEAST = 12
_STYLES = {"error": "urgent", "warning": "name", "info": "dim"}


def render(findings: Sequence[Diagnostic], context: Shown) -> str:
    if len(findings) > context.many:
        short = concise.render(findings, context)
        return f"{short}{len(findings)} findings, so each is shown on one line: --format full shows all of each.\n"
    return "".join(f"{_finding(one, context)}\n" for one in findings)


def _finding(one: Diagnostic, context: Shown) -> str:
    code = context.codes.get(one.rule, "")
    title = context.paint(_STYLES[one.severity], f"{one.severity}[{one.rule} {code}]".replace(" ]", "]"))
    number = str(one.span.line)
    margin = " " * len(number)
    lines = [f"{title}: {shown(one.message)}", f"{margin}--> {_place(one, context)}"]
    line = context.lines(one.path, one.span.line)
    if line.strip():
        excerpt, carets = _excerpt(line, one, context.columns - len(number) - 3)
        lines += [f"{margin} |", f"{number} | {excerpt}", f"{margin} | {context.paint('urgent', carets)}"]
    words = [shown(one.hint)] * bool(one.hint) + ["[relnotes lint --fix]"] * bool(one.fix)
    if words:
        lines.append(f"{margin} = help: {' '.join(words)}")
    return "".join(f"{text.rstrip()}\n" for text in lines)


def _place(one: Diagnostic, context: Shown) -> str:
    return f"{shown(context.place(one.path))}:{one.span.line}:{one.span.column}"


def _excerpt(line: str, one: Diagnostic, columns: int) -> tuple[str, str]:
    """The part of a line around the place that fits, and the carets for it."""
    room = max(_LEAST, columns)
    # No more than this can be seen, even of letters that are made of several code points; a line may have a million.
    reach = 4 * room
    start = min(one.span.column - 1, len(line))
    end = len(line) if one.span.end_line > one.span.line else min(max(one.span.end_column - 1, start), len(line))
    before = _visible(line[max(0, start - reach) : start])
    inside, after = _visible(line[start : min(end, start + reach)]), _visible(line[end : end + reach])
    if width(before + inside + after) > room:
        before = _last(before, min(_BEFORE, room // 3))
    excerpt = clip(before + inside + after, room)
    carets = max(1, min(width(inside), width(excerpt) - width(before)))
    return excerpt, " " * width(before) + "^" * carets


def _last(text: str, to: int) -> str:
    """The end of a text, with an ellipsis for what was cut before it."""
    if width(text) <= to:
        return text
    kept = ""
    for grapheme in reversed(list(wcwidth.iter_graphemes(text))):
        if width(grapheme + kept) > to - 1:
            break
        kept = grapheme + kept
    return f"…{kept}"


def _visible(text: str) -> str:
    """A text in which every code point that does something unseen is a picture of it."""
    return "".join(_picture(char) for char in text)


def _picture(char: str) -> str:
    if char == "\t":
        return "  "
    if ord(char) < 0x20 or ord(char) == 0x7F:
        return "␡" if ord(char) == 0x7F else chr(0x2400 + ord(char))
    if shown(f"a{char}a") != f"a{char}a" and char != " ":
        return f"<U+{ord(char):04X}>"
    return char
