"""One file -> one Note. Whatever the file holds, the answer is a note; what is wrong with it is in its diagnostics."""

import re
from bisect import bisect_left
from datetime import date
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from relnotes.model import Entry, Fields, Mention, Note, NoteType, Task, Topic
from relnotes.parse.body import Block, Body, blank_comments, parse_body
from relnotes.parse.entries import read_entry
from relnotes.parse.fields import read_fields
from relnotes.parse.frontmatter import FrontMatter, parse_front_matter
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.line import split_dated, split_head
from relnotes.parse.links import find_links, find_tags, stem, tidy
from relnotes.parse.mentions import read_mention
from relnotes.parse.source import Source
from relnotes.parse.tasks import CLOSED, impossible_dates, read_task
from relnotes.parse.values import spelling
from relnotes.parse.when import find_due, latin_digits
from relnotes.parse.words import HEADS, IDEAS, NEXT_TIME, Heads, fold

_TYPES: dict[str, NoteType] = {
    "person": "person",
    "people": "person",
    "contact": "person",
    "شخص": "person",
    "community": "community",
    "event": "event",
    "writing": "writing",
    "me": "me",
}
_PERSON_WORDS = {"person", "people", "contact", "contacts"}
_PERSON_TAG = re.compile(rf"#[\w/-]*(?:{'|'.join(sorted(_PERSON_WORDS))})", re.IGNORECASE)
# A paragraph or item of fewer words is a label.
_SAYS_SOMETHING = 3
_ITEMS = 3
_FILE_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d)")
_OURS = re.compile(r"^<{7}(?= |\r?$)", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?= |\r?$)", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|<%")
NO_FRONT_MATTER = FrontMatter(0, 0, 0, [])
_TEMPLATER = re.compile(r"<%[-_*+=~]*\s*tp\.")


class Parsed(Struct, frozen=True):
    """A note together with what it was read from, for those who need exact places."""

    note: Note
    source: Source
    front: FrontMatter


def parse_note(path: str, data: bytes, heads: Heads = HEADS) -> Note:
    """The note in a file of the vault.

    `path` is its place in the vault, `data` its bytes, `heads` the words that begin log entries.
    """
    return parse_whole(path, data, heads).note


def parse_whole(path: str, data: bytes, heads: Heads = HEADS, *, contacts_only: bool = False) -> Parsed:
    """The note in a file, its text and its front matter.

    With `contacts_only` the body of a note that cannot be about somebody is not read: most of a vault, and of the time.
    """
    source = Source(path, data)
    name = stem(path.rsplit("/", 1)[-1])
    conflict = _OURS.search(source.text) if "<<<<<<<" in source.text else None
    if conflict and _THEIRS.search(source.text, conflict.end()) is None:
        conflict = None
    if conflict:
        span = source.span(conflict.start(), conflict.start() + 7)
        hint = "keep one side and delete the marker lines"
        source.problem(span, "merge-conflict", "error", "a merge conflict of Git stands in the note", hint)
    if source.text.startswith(OUTPUT_MARK):
        return Parsed(Note(path, name), source, NO_FRONT_MATTER)
    known = len(source.problems)
    front = parse_front_matter(source)
    if conflict:
        del source.problems[known:]
    if ("{{" in source.text or "<%" in source.text) and _is_template(source, front):
        return Parsed(Note(path, name), source, front)
    fields = read_fields(source, front)
    readable = source.valid and front.readable and not conflict
    about_nobody = contacts_only and _about_nobody(source, front, fields)
    body = Body([], []) if about_nobody else parse_body(source, front.body)
    kind, marked = _marks(front, fields, body)
    note = Note(
        path=path,
        name=fields.name or name,
        fields=_with_lines(fields) if fields.people else fields,
        type=kind,
        marked=marked,
        readable=readable,
        date=fields.date or _file_date(name),
        daily=_file_date(name) is not None and not marked,
    )
    if readable and not about_nobody:
        if body.open_fence and marked:
            fence = re.search("`{3,}|~{3,}", source.whole_line(body.open_fence))
            span = source.find(fence[0] if fence else "", body.open_fence)
            message = "this code block is never closed: all below it is read as code"
            hint = f"add a line {fence[0] if fence else '```'} where the code ends"
            source.problem(span, "unclosed-fence", "warning", message, hint)
        note = _with_body(note, source, front, body, heads)
    return Parsed(replace(note, diagnostics=tuple(source.problems)), source, front)


def _is_template(source: Source, front: FrontMatter) -> bool:
    found = _TEMPLATE.search(source.text, front.start, front.end) or _TEMPLATER.search(source.text)
    return found is not None


def _marks(front: FrontMatter, fields: Fields, body: Body) -> tuple[NoteType, bool]:
    """What a note is by its own words, and whether those make it a contact."""
    for word in fields.type.split(","):
        if kind := _TYPES.get(word.strip().casefold()):
            return kind, kind != "me"
    tags = [*fields.tags, *(tag for text in body.tag_lines for tag in find_tags(text))]
    marked = (
        any(part.casefold() in _PERSON_WORDS for tag in tags for part in tag.split("/"))
        or any(category.casefold() in _PERSON_WORDS for category in fields.categories)
        or any(spelling(key.text) == "cadence" and not value.empty for key, value in front.pairs)
    )
    return ("person", True) if marked else ("", False)


def _about_nobody(source: Source, front: FrontMatter, fields: Fields) -> bool:
    """Whether neither the properties of a note nor any tag in its text can make it a contact, or mine."""
    kind, _ = _marks(front, fields, Body([], []))
    return not kind and _PERSON_TAG.search(source.text, front.body) is None


def _file_date(name: str) -> date | None:
    match = _FILE_DATE.match(latin_digits(name))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_lines(fields: Fields) -> Fields:
    return replace(fields, people=tuple(replace(link, line=fields.lines["people"]) for link in fields.people))


class _Findings(Struct):
    """What the walk over a body's blocks collects."""

    entries: list[Entry]
    tasks: list[Task]
    topics: list[Topic]
    mentions: list[Mention]
    owner: dict[int, int]
    """Block -> the block of the entry that it belongs to."""
    topics_below: frozenset[str]
    """The words of headings below which topics stand."""
    next_time: set[int]
    """The blocks that are such headings."""
    impossible: list[tuple[Block, int, int]]
    """Dates that no calendar has: from where to where in the text of which block."""


def _with_body(note: Note, source: Source, front: FrontMatter, body: Body, heads: Heads) -> Note:
    found = _Findings([], [], [], [], {}, IDEAS if note.type == "writing" else NEXT_TIME, set(), [])
    day = note.date if note.daily else None
    for index, block in enumerate(body.blocks):
        _read_block(found, body, index, block, day, heads, is_contact=note.marked)
    for block, start, end in found.impossible:
        text = block.text[start:end]
        at = _place(source, block, text, start)
        message = f"“{text}” is not a day of the calendar"
        source.problem(source.span(at, at + len(text)), "invalid-date", "error", message, "write it as YYYY-MM-DD")
    links = [item.link for block in body.blocks if "[" in block.text for item in find_links(block.text, block.line)]
    links += [item.link for line, text in body.paragraphs for item in find_links(text, line)]
    links += [item.link for item in find_links(source.text[front.start : front.end], source.line(front.start))]
    return replace(
        note,
        entries=_in_order(found.entries),
        tasks=tuple(found.tasks),
        topics=tuple(found.topics),
        mentions=tuple(found.mentions),
        about=_about(found, body) if note.marked else "",
        links=tuple(sorted(links, key=lambda link: link.line)),
    )


def _about(found: _Findings, body: Body) -> str:
    """The first paragraph above the log; where there is none, the first plain items of a list."""
    begin = min((entry.line for entry in found.entries), default=1 << 30)
    for line, text in body.prose:
        if line < begin and len(text.split()) >= _SAYS_SOMETHING and not text.startswith(("![", "|")):
            return tidy(text)
    known = {one.line for ones in (found.tasks, found.topics, found.mentions) for one in ones}
    items = [
        tidy(block.text)
        for index, block in enumerate(body.blocks)
        if not block.level and block.parent < 0 and not block.status and not block.quoted
        if index not in found.owner and block.line not in known and len(block.text.split()) >= _SAYS_SOMETHING
    ]
    return "; ".join(items[:_ITEMS])


def _place(source: Source, block: Block, words: str, start: int) -> int:
    """Where words of a block stand in the file: as many of the same before them as in the block, comments aside."""
    begin = source.offset(block.line)
    last = block.line + block.text.count("\n")
    text = blank_comments(source.text[begin : source.offset(last) + len(source.whole_line(last))])
    at = text.find(words)
    for _ in range(block.text.count(words, 0, start)):
        at = text.find(words, at + len(words))
    return begin + max(at, 0)


def _read_block(
    found: _Findings, body: Body, index: int, block: Block, day: date | None, heads: Heads, *, is_contact: bool
) -> None:
    """Decide what one heading or list item is: an entry, part of one, a task, a topic, or a mention."""
    dated, rest = split_dated(block.text)
    if not block.quoted and (dated is None or not block.text.isascii()):
        for start, end in impossible_dates(block.text):
            found.impossible.append((block, start, end))
    owner = found.owner.get(block.parent if block.parent >= 0 else block.section)
    if owner is not None:
        found.owner[index] = owner
    if block.level:
        if fold(block.text.strip(" :#")) in found.topics_below:
            found.next_time.add(index)
        if is_contact and dated:
            _add_entry(found, body, index, dated, rest, heads)
        else:
            found.owner.pop(index, None)
        return
    next_time = block.section in found.next_time
    ticked_promise = block.status and owner is None and dated and _is_promise(rest, block.line, heads)
    if block.status and not ticked_promise:
        _read_task(found, block, day, heads, owned=owner is not None, next_time=next_time)
    elif owner is None and not next_time and not block.quoted and dated:
        _add_entry(found, body, index, dated, rest, heads)
    elif next_time:
        found.topics.append(Topic(tidy(block.text), block.line))
    else:
        line = split_head(block.text, block.line, heads)
        if line.head == "next" and line.headed and line.text:
            found.topics.append(Topic(tidy(line.text), block.line))
        elif owner is None and (mention := read_mention(block, day, heads)):
            found.mentions.append(mention)


def _is_promise(text: str, line: int, heads: Heads) -> bool:
    """``- [x] 2026-11-20 promised: the slides``, behind its date: an entry whose promise is ticked, not a task."""
    return split_head(text, line, heads).head in {"promised", "they promised"}


def _read_task(found: _Findings, block: Block, day: date | None, heads: Heads, *, owned: bool, next_time: bool) -> None:
    line = split_head(block.text, block.line, heads)
    if owned and line.headed:
        if line.head == "next" and block.status not in CLOSED:
            found.topics.append(Topic(tidy(line.text), block.line))
        if line.head in {"promised", "they promised", "next"}:
            return
    task = read_task(block, heads)
    if not task.text:
        return
    if owned and task.since is None:
        task = replace(task, since=found.entries[-1].date)
    if next_time and task.due is None:
        if task.open:
            found.topics.append(Topic(task.text, block.line))
        return
    if line.head in {"promised", "they promised"} and task.due is None and task.since is not None:
        task = replace(task, due=find_due(task.text, task.since))
    found.tasks.append(task)
    if not task.open and (mention := read_mention(block, day, heads)):
        found.mentions.append(mention)


def _add_entry(found: _Findings, body: Body, index: int, day: date, rest: str, heads: Heads) -> None:
    block = body.blocks[index]
    nested = _nested(body, index)
    entry = read_entry(block, day, rest, len(found.entries), heads, nested)
    found.owner[index] = index
    if not entry.text:
        # The heading names the day alone; what was said stands below it.
        below = [(item.line, item.text) for item in nested if not item.status]
        if block.level:
            later = (body.blocks[at] for at in range(index + 1, len(body.blocks)))
            end = next((other.line for other in later if other.level), 1 << 30)
            first, last = (bisect_left(body.paragraphs, line, key=itemgetter(0)) for line in (block.line, end))
            below += body.paragraphs[first:last]
        plain = [text for _, text in sorted(below) if not split_head(text, 0, heads).headed]
        entry = replace(entry, text=tidy(plain[0]) if plain else "")
    found.entries.append(entry)
    if entry.head == "next" and entry.text:
        found.topics.append(Topic(entry.text, block.line))


def _nested(body: Body, index: int) -> list[Block]:
    """The list items inside of an item, or below a heading."""
    inside = {index}
    found = []
    for at in range(index + 1, len(body.blocks)):
        block = body.blocks[at]
        if block.parent in inside or (body.blocks[index].level and not block.level and block.section == index):
            inside.add(at)
            found.append(block)
        else:
            break
    return found


def _in_order(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries, with their order in time: a log runs newest first or newest last, as its dates tell."""
    newest_first = len(entries) > 1 and entries[0].date > entries[-1].date
    return tuple(replace(entry, order=-entry.order) for entry in entries) if newest_first else tuple(entries)
