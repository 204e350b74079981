"""Each finding with the line it stands on, and carets below the place."""

from collections.abc import Sequence

from relnotes.model import Diagnostic
from relnotes.render.clean import shown
from relnotes.render.columns import width
from relnotes.render.findings import concise
from relnotes.render.findings.shown import Shown

# What is shown of a long line before the place, in code points.
_BEFORE = 20
_STYLES = {"error": "urgent", "warning": "name", "info": "dim"}


def render(findings: Sequence[Diagnostic], context: Shown) -> str:
    if len(findings) > context.many:
        short = concise.render(findings, context)
        return f"{short}{len(findings)} findings, so each is shown on one line: --format full shows all of each.\n"
    return "\n".join(_finding(one, context) for one in findings)


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
    help_words = shown(one.hint) + (" [relnotes lint --fix]" if one.fix else "")
    if help_words:
        lines.append(f"{margin} = help: {help_words}")
    return "".join(f"{text.rstrip()}\n" for text in lines)


def _place(one: Diagnostic, context: Shown) -> str:
    return f"{shown(context.place(one.path))}:{one.span.line}:{one.span.column}"


def _excerpt(line: str, one: Diagnostic, room: int) -> tuple[str, str]:
    """The part of a line around the place that fits, and the carets for it."""
    start = min(one.span.column - 1, len(line))
    end = len(line) if one.span.end_line > one.span.line else min(max(one.span.end_column - 1, start), len(line))
    begin = max(0, start - _BEFORE) if width(_visible(line)) > room else 0
    before = ("…" if begin else "") + _visible(line[begin:start])
    inside, after = _visible(line[start:end]), _visible(line[end:])
    excerpt = _cut(before + inside + after, room)
    room_for_carets = max(1, width(excerpt) - width(before))
    return excerpt, " " * width(before) + "^" * max(1, min(width(inside), room_for_carets))


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept = text[: max(1, room - 1)]
    while width(kept) > max(1, room - 1):
        kept = kept[:-1]
    return f"{kept}…"


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
