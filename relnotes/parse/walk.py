"""What the blocks of a body are: entries of a log and their parts, tasks, topics for the next time, mentions."""

from bisect import bisect_left
from datetime import date
from itertools import islice
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from relnotes.model import Entry, Mention, Note, Task, Topic
from relnotes.parse.body import Body, blank_comments
from relnotes.parse.entries import read_entry
from relnotes.parse.frontmatter import FrontMatter
from relnotes.parse.line import said, split_dated, split_head
from relnotes.parse.links import find_links, tidy
from relnotes.parse.mentions import read_mention
from relnotes.parse.outline import Block
from relnotes.parse.source import Source
from relnotes.parse.tasks import CLOSED, impossible_dates, read_task
from relnotes.parse.when import find_due
from relnotes.parse.words import IDEAS, NEXT_TIME, Heads, fold

# A paragraph or item of fewer words is a label.
_SAYS_SOMETHING = 3
_ITEMS = 3


class _Walk(Struct):
    """The walk over a body's blocks: what it needs to know of the note, and what it has collected."""

    body: Body
    heads: Heads
    is_contact: bool
    day: date | None
    """The day of a daily note."""
    topics_below: frozenset[str]
    """The words of headings below which topics stand."""
    entries: list[Entry] = []
    tasks: list[Task] = []
    topics: list[Topic] = []
    mentions: list[Mention] = []
    owner: dict[int, int] = {}
    """Block -> the block of the entry that it belongs to."""
    next_time: set[int] = set()
    """The headings below which topics stand."""
    impossible: list[tuple[Block, int, int]] = []
    """Dates that no calendar has: from where to where in the text of which block."""


def with_body(
    note: Note, source: Source, front: FrontMatter, body: Body, heads: Heads, *, sparse: bool = False
) -> Note:
    """A note with what its body says; with `sparse`, not what it says first."""
    day = note.date if note.daily else None
    found = _Walk(body, heads, note.marked, day, IDEAS if note.type == "writing" else NEXT_TIME)
    for index, block in enumerate(body.blocks):
        _read_block(found, index, block)
    for block, start, end in found.impossible:
        text = block.text[start:end]
        at = _place(source, block, text, start)
        message = f"“{text}” is not a day of the calendar"
        source.problem(source.span(at, at + len(text)), "invalid-date", "error", message, "write it as YYYY-MM-DD")
    links = [item.link for block in body.blocks if "[" in block.text for item in find_links(block.text, block.line)]
    links += [item.link for line, text in body.paragraphs if "[" in text for item in find_links(text, line)]
    links += [item.link for item in find_links(source.text[front.start : front.end], source.line(front.start))]
    return replace(
        note,
        entries=_in_order(found.entries),
        tasks=tuple(found.tasks),
        topics=tuple(found.topics),
        mentions=tuple(found.mentions),
        about=_about(found) if note.marked and not sparse else "",
        links=tuple(sorted(links, key=lambda link: link.line)),
    )


def _about(found: _Walk) -> str:
    """The first paragraph above the log; where there is none, the first plain items of a list."""
    begin = min([entry.line for entry in found.entries], default=1 << 30)
    for line, text in found.body.prose:
        if line < begin and len(text.split()) >= _SAYS_SOMETHING and not text.startswith(("![", "|")):
            return tidy(text)
    items = [
        block
        for index, block in enumerate(found.body.blocks)
        if not (block.level or block.status or index in found.owner or block.quoted) and block.parent < 0
    ]
    known = {one.line for ones in (found.tasks, found.topics, found.mentions) for one in ones}
    telling = (one.text for one in items if one.line not in known and len(one.text.split()) >= _SAYS_SOMETHING)
    return "; ".join(tidy(text) for text in islice(telling, _ITEMS))


def _place(source: Source, block: Block, words: str, start: int) -> int:
    """Where words of a block stand in the file: as many of the same before them as in the block, comments aside."""
    begin = source.offset(block.line)
    last = block.line + block.text.count("\n")
    text = blank_comments(source.text[begin : source.offset(last) + len(source.whole_line(last))])
    at = text.find(words)
    for _ in range(block.text.count(words, 0, start)):
        at = text.find(words, at + len(words))
    return begin + max(at, 0)


def _read_block(found: _Walk, index: int, block: Block) -> None:
    """Decide what one heading or list item is: an entry, part of one, a task, a topic, or a mention."""
    text = block.text
    begins_with_letter = text[:1].isalpha()
    # As most do, and no date.
    dated, rest = (None, text) if begins_with_letter else split_dated(text)
    if ((dated is None and not begins_with_letter) or not text.isascii()) and not block.quoted:
        for start, end in impossible_dates(text):
            found.impossible.append((block, start, end))
    owner = found.owner.get(block.parent if block.parent >= 0 else block.section)
    if owner is not None:
        found.owner[index] = owner
    if block.level:
        if fold(text.strip(" :#")) in found.topics_below:
            found.next_time.add(index)
        if found.is_contact and dated:
            _add_entry(found, index, dated, rest)
        else:
            found.owner.pop(index, None)
        return
    next_time = block.section in found.next_time
    ticked_promise = block.status and owner is None and dated and _is_promise(rest, found.heads)
    if block.status and not ticked_promise:
        _read_task(found, block, owned=owner is not None, next_time=next_time)
    elif owner is None and not next_time and not block.quoted and dated:
        _add_entry(found, index, dated, rest)
    elif next_time:
        found.topics.append(Topic(tidy(text), block.line))
    else:
        line = said(block, found.heads)
        if line.head == "next" and line.headed and line.text:
            found.topics.append(Topic(tidy(line.text), block.line))
        elif owner is None and (mention := read_mention(block, found.day, found.heads)):
            found.mentions.append(mention)


def _is_promise(rest: str, heads: Heads) -> bool:
    """``promised: the slides``, of a ticked item behind its date: then it is an entry, not a task."""
    return split_head(rest, 0, heads).head in {"promised", "they promised"}


def _read_task(found: _Walk, block: Block, *, owned: bool, next_time: bool) -> None:
    if owned and (line := said(block, found.heads)).headed:
        if line.head == "next" and block.status not in CLOSED:
            found.topics.append(Topic(tidy(line.text), block.line))
        if line.head in {"promised", "they promised", "next"}:
            return
    task = read_task(block, found.heads)
    if not task.text:
        return
    if owned and task.since is None:
        task = replace(task, since=found.entries[-1].date)
    if next_time and task.due is None:
        if task.open:
            found.topics.append(Topic(task.text, block.line))
        return
    if task.due is None and task.since is not None and _is_promise(block.text, found.heads):
        task = replace(task, due=find_due(task.text, task.since))
    found.tasks.append(task)
    if not task.open and (mention := read_mention(block, found.day, found.heads)):
        found.mentions.append(mention)


def _add_entry(found: _Walk, index: int, day: date, rest: str) -> None:
    body = found.body
    block = body.blocks[index]
    nested = _nested(body, index)
    entry = read_entry(block, day, rest, len(found.entries), found.heads, nested)
    found.owner[index] = index
    if not entry.text:
        # The heading names the day alone; what was said stands below it.
        below = [(item.line, item.text) for item in nested if not item.status]
        if block.level:
            later = (body.blocks[at] for at in range(index + 1, len(body.blocks)))
            end = next((other.line for other in later if other.level), 1 << 30)
            first, last = (bisect_left(body.paragraphs, line, key=itemgetter(0)) for line in (block.line, end))
            below += body.paragraphs[first:last]
        plain = [text for _, text in sorted(below) if not split_head(text, 0, found.heads).headed]
        entry = replace(entry, text=tidy(plain[0]) if plain else "")
    found.entries.append(entry)
    if entry.head == "next" and entry.text:
        found.topics.append(Topic(entry.text, block.line))


def _nested(body: Body, index: int) -> list[Block]:
    """The list items inside of an item, or below a heading."""
    blocks = body.blocks
    level = blocks[index].level
    first = index + 1
    if not level and (first == len(blocks) or blocks[first].parent != index):
        return []
    inside = {index}
    found = []
    for at in range(first, len(blocks)):
        block = blocks[at]
        if block.parent in inside or (level and not block.level and block.section == index):
            inside.add(at)
            found.append(block)
        else:
            break
    return found


def _in_order(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries, with their order in time: a log runs newest first or newest last, as its dates tell."""
    newest_first = len(entries) > 1 and entries[0].date > entries[-1].date
    return tuple([replace(entry, order=-entry.order) for entry in entries] if newest_first else entries)
