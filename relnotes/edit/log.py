"""Add a line to a note's log, where and how its writer would have put it."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.content import bare, content, read_editable
from relnotes.edit.refused import Refused
from relnotes.model import Entry, Note
from relnotes.parse.body import Body, item_ends, parse_body
from relnotes.parse.line import DATED
from relnotes.parse.note import Parsed, parse_note
from relnotes.parse.outline import Block
from relnotes.parse.splice import apply, line_end
from relnotes.parse.when import latin_digits
from relnotes.parse.words import HEADS, Heads, fold

_MARKER = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>[-*+]|(?P<number>\d{1,9})(?P<point>[.)]))(?P<gap>[ \t]+)(?:\[.\][ \t]+)?"
)
_HASHES = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")
_LISTED = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?")
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LOG = frozenset(fold(word) for word in ("Log", "السجل"))


class Draft(Struct, frozen=True):
    """A log entry to be: its day, what stands behind the date, and the lines to be nested in it.

    ``mark`` becomes the ``^id`` at the end of its line.
    """

    day: date
    text: str = ""
    nested: tuple[str, ...] = ()
    mark: str = ""


def draft_of(day: date, words: str, mark: str = "") -> Draft:
    """The draft in a text of several lines: the first is the entry, each further one is nested in it."""
    lines = [line.strip() for line in words.strip().splitlines() if line.strip()]
    first = _LISTED.sub("", lines[0], count=1) if len(lines) > 1 else " ".join(lines)
    return Draft(day, first, tuple(_LISTED.sub("", line, count=1) for line in lines[1:]), mark)


def add_entry(path: str, data: bytes, draft: Draft, heading: str = "Log", heads: Heads = HEADS) -> bytes:
    """The note with one log entry more; everything else stays as it is, to the byte.

    It stands beside the entries that are there, in their order (newest first or last) and their style: marker, bold or
    linked date, digits, indentation. Without any, below the log's heading, which is made when it is missing.
    Raises `Refused` when the note would then not say exactly this one thing more.
    """
    parsed = read_editable(path, data, heads)
    body = parse_body(parsed.source, parsed.front.body)
    for place in _places(parsed, body, draft, heading):
        written = place.write(draft, line_end(data).decode())
        changed = apply(data, (parsed.source.splice(place.at, place.at, written),))
        if _says(path, parsed.note, parse_note(path, changed, heads), draft, heads):
            return changed
    fence = next((one for one in parsed.note.diagnostics if one.rule == "unclosed-fence"), None)
    if fence:
        raise Refused(f"{path}:{fence.span.line}: this code block is never closed, so nothing can stand below it.")
    raise Refused(f"{path}: a log line with these words would change more than the log, so nothing was written.")


class _Style(Struct, frozen=True):
    """How a line of this log begins: the text before the date, and the one behind it."""

    before: str = "- "
    behind: str = " "
    slashes: bool = False
    indic: bool = False
    nested: str = "  - "

    def line(self, draft: Draft) -> str:
        day = draft.day.strftime("%Y/%m/%d") if self.slashes else draft.day.isoformat()
        day = day.translate(_INDIC) if self.indic else day
        mark = f"^{draft.mark}" if draft.mark else ""
        return f"{self.before}{day}{self.behind}{' '.join(part for part in (draft.text, mark) if part)}".rstrip()


class _Place(Struct, frozen=True):
    """Where an entry goes (a code point of the text), how its line is written, and what stands around it."""

    at: int
    style: _Style
    lead: str = ""
    tail: str = "\n"

    def write(self, draft: Draft, end: str) -> str:
        lines = [self.style.line(draft), *(self.style.nested + line for line in draft.nested)]
        return (self.lead + "\n".join(lines) + self.tail).replace("\n", end)


def _places(parsed: Parsed, body: Body, draft: Draft, heading: str) -> list[_Place]:
    """Where the entry may go, best first; the later ones are for logs whose style holds a surprise."""
    found = []
    group = _group(parsed.note, body, heading)
    if group:
        found.append(_beside(parsed, body, group, draft, plain=False))
        found.append(_beside(parsed, body, group, draft, plain=True))
    found.append(_below_heading(parsed, body, heading) or _at_the_end(parsed, heading))
    return found


def _group(note: Note, body: Body, heading: str) -> list[tuple[Entry, Block, int]]:
    """The entries to stand beside: those of one list or one section, under the log's own heading if they can be."""
    at = {block.line: index for index, block in enumerate(body.blocks)}
    groups: dict[tuple[int, int, int], list[tuple[Entry, Block, int]]] = {}
    for entry in note.entries:
        index = at[entry.line]
        block = body.blocks[index]
        groups.setdefault((block.level, block.section, block.parent), []).append((entry, block, index))
    named = {index for index, block in enumerate(body.blocks) if block.level and _is_log(block, heading)}
    return max(
        groups.values(),
        key=lambda group: (group[0][1].section in named, max(entry.date for entry, _, _ in group)),
        default=[],
    )


def _is_log(block: Block, heading: str) -> bool:
    return fold(block.text.strip(" :#")) in {fold(heading), *_LOG}


def _beside(parsed: Parsed, body: Body, group: list[tuple[Entry, Block, int]], draft: Draft, *, plain: bool) -> _Place:
    """Before or behind one of the entries, so that the log stays in its order."""
    days = [entry.date for entry, _, _ in group]
    all_days = [entry.date for entry in parsed.note.entries]
    newest_first = all_days[0] > all_days[-1] or (len(all_days) == 1 and draft.day > all_days[0])
    if newest_first:
        number = next((nth for nth, day in enumerate(days) if day <= draft.day), len(days))
    else:
        number = next((len(days) - nth for nth, day in enumerate(reversed(days)) if day <= draft.day), 0)
    loose = _loose(parsed, group)
    if number < len(group) and (newest_first or number == 0):
        _, block, index = group[number]
        style = _style(parsed, body, block, index, plain=plain)
        return _Place(parsed.source.offset(block.line), style, tail="\n\n" if loose else "\n")
    _, block, index = group[number - 1]
    style = _style(parsed, body, block, index, plain=plain, step=_step(parsed, group))
    return _behind(parsed, _end(parsed, body, block, index), style, loose=loose)


def _behind(parsed: Parsed, line: int, style: _Style, *, loose: bool) -> _Place:
    """Behind a line, which may be the last one and lack its end."""
    text = parsed.source.text
    gap = "\n" if loose else ""
    at = text.find("\n", parsed.source.offset(line))
    if at < 0:
        return _Place(len(text), style, lead="\n" + gap, tail="")
    return _Place(at + 1, style, lead=gap)


def _end(parsed: Parsed, body: Body, block: Block, index: int) -> int:
    """The last line of an entry that is not blank."""
    end = item_ends(parsed.source, parsed.front.body).get(block.line, block.line + 1) - 1
    if block.level:
        later = (other.line for other in body.blocks[index + 1 :] if other.level and other.level <= block.level)
        end = next(later, parsed.source.line(len(parsed.source.text)) + 1) - 1
    while end > block.line and not parsed.source.whole_line(end).strip():
        end -= 1
    return end


def _loose(parsed: Parsed, group: list[tuple[Entry, Block, int]]) -> bool:
    """Whether blank lines stand between the entries."""
    if group[0][1].level:
        return True
    lines = [block.line for _, block, _ in group[1:]]
    return bool(lines) and not parsed.source.whole_line(lines[0] - 1).strip()


def _step(parsed: Parsed, group: list[tuple[Entry, Block, int]]) -> int:
    """By how much the numbers of a numbered log grow."""
    found = [_MARKER.match(parsed.source.whole_line(block.line)) for _, block, _ in group[-2:]]
    numbers = [int(match["number"]) for match in found if match and match["number"]]
    return 1 if len(numbers) < 2 else numbers[1] - numbers[0]


def _style(parsed: Parsed, body: Body, block: Block, index: int, *, plain: bool, step: int = 0) -> _Style:
    """The style of an entry's line; a `plain` one keeps the marker alone."""
    line = parsed.source.whole_line(block.line)
    match = (_HASHES if block.level else _MARKER).match(line)
    if match is None:
        return _Style()
    before, nested = match[0], "- "
    if not block.level:
        sign = match["sign"] if not match["number"] else f"{int(match['number']) + step}{match['point']}"
        before = match["indent"] + sign + match["gap"]
        nested = (
            _nested(parsed, body, index) or f"{match['indent']}{' ' * (len(sign) + len(match['gap'].expandtabs(4)))}- "
        )
    if block.level:
        nested = "\n- "
    rest = line[match.end() :]
    dated = DATED.match(latin_digits(rest))
    if plain or dated is None or (dated["open"] and not dated["close"]) or (dated["bold"] and not dated["unbold"]):
        return _Style(before, nested=nested)
    behind = rest[dated.end("date") : dated.end()]
    return _Style(
        before=before + rest[: dated.start("date")],
        behind=_CLOCK.sub("", behind, count=1) if not behind.isspace() and behind else " ",
        slashes="/" in dated["date"],
        indic=rest[dated.start("date") : dated.end("date")] != dated["date"]
        and "٠" <= rest[dated.start("date")] <= "٩",
        nested=nested,
    )


def _nested(parsed: Parsed, body: Body, index: int) -> str:
    """How lines nested in an entry begin, if this one or another of its list has any."""
    parent = body.blocks[index].parent
    for block in body.blocks:
        if block.parent >= 0 and not block.quoted and body.blocks[block.parent].parent == parent:
            match = _MARKER.match(parsed.source.whole_line(block.line))
            if match and not match["number"] and body.blocks[block.parent].section == body.blocks[index].section:
                return match["indent"] + match["sign"] + match["gap"]
    return ""


def _below_heading(parsed: Parsed, body: Body, heading: str) -> _Place | None:
    """Below the log's heading, above whatever stands there."""
    block = next((block for block in body.blocks if block.level and _is_log(block, heading)), None)
    if block is None:
        return None
    source = parsed.source
    last = source.line(len(source.text))
    line = block.line
    if line < last and not source.whole_line(line + 1).strip() and line + 1 < last:
        following = source.whole_line(line + 2)
        if following.strip() and not following.lstrip().startswith("#"):
            return _Place(source.offset(line + 2), _Style(), tail="\n\n")
        return _behind(parsed, line, _Style(), loose=False)
    below = source.whole_line(line + 1) if line < last else ""
    if below.strip() and not _LISTED.match(below) and not below.lstrip().startswith(("#", "%%", "<!--")):
        at = source.offset(line + 1)
        return _Place(at, _Style(), tail="\n\n")
    return _behind(parsed, line, _Style(), loose=False)


def _at_the_end(parsed: Parsed, heading: str) -> _Place:
    """A heading of its own at the end of the note."""
    text = parsed.source.text
    title = f"## {heading}\n"
    if not text[parsed.front.body :].strip():
        gap = "" if text.endswith("\n") or not text else "\n"
        return _Place(len(text), _Style(), lead=gap + title)
    if text.endswith("\n"):
        gap = "" if text.endswith(("\n\n", "\n\r\n")) else "\n"
        return _Place(len(text), _Style(), lead=gap + title)
    return _Place(len(text), _Style(), lead="\n\n" + title, tail="")


def _says(path: str, before: Note, after: Note, draft: Draft, heads: Heads) -> bool:
    """Whether the note says the one entry more, in its words, and nothing else anew."""
    old, new = content(before), content(after)
    added = new.entries - old.entries
    if old.entries - new.entries or added.total() != 1:
        return False
    entry = next(iter(added))
    same = replace(old, entries=new.entries, topics=new.topics, tasks=new.tasks, links=new.links) == new
    more = not (old.topics - new.topics or old.tasks - new.tasks or old.links - new.links)
    if not draft.nested and entry.head != "next":
        more = more and old.topics == new.topics and old.tasks == new.tasks
    alone = parse_note(path, b"---\ntype: person\n---\n" + f"- {_Style(before='').line(draft)}\n".encode(), heads)
    return same and more and len(alone.entries) == 1 and bare(alone.entries[0]) == bare(entry)
