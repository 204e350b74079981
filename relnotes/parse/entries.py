"""Log entries: a line that begins with a date, and the lines nested in it."""

import re
from datetime import date

from relnotes.model import Detail, Entry
from relnotes.parse.line import said, split_head
from relnotes.parse.links import blank_code, find_tags, tidy, without_block_id
from relnotes.parse.mentions import happened
from relnotes.parse.outline import Block
from relnotes.parse.tasks import CLOSED, DROPPED, strip_task_fields
from relnotes.parse.when import find_due
from relnotes.parse.words import MEANING, Heads, fold

_TAG_WORD = re.compile(r"#[\w/-]+")


def read_entry(block: Block, day: date, rest: str, order: int, heads: Heads, nested: list[Block]) -> Entry:
    """The log entry of a block that begins with a day, from the rest of its text and the lines nested in it."""
    rest = without_block_id(rest) if "^" in rest else rest
    line = split_head(rest, block.line, heads)
    people = line.people
    if not people and not line.head and "[" in rest:
        people = happened(rest, block.line, heads)[1]
    tags = find_tags(line.text) if "#" in line.text else ()
    text = tidy(_without_last_tags(line.text) if "#" in line.text or "\n" in line.text else line.text)
    if not (nested or tags or line.head in MEANING):
        return Entry(day, line.head, text, block.line, order, people)
    details = []
    if line.head in MEANING:
        due, words, closed = _task_part(line.text, _due(line.head, line.text, day))
        details.append(_detail(line.head, text if words == line.text else tidy(words), block, due, closed))
    for tag in tags:
        head = heads.meaning.get(fold(tag))
        if head and head != line.head:
            details.append(Detail(head, text, block.line, _due(head, line.text, day)))
    for item in nested:
        inner = said(item, heads)
        if inner.head in MEANING and inner.headed:
            due, inner_text, closed = _task_part(inner.text, _due(inner.head, inner.text, day))
            details.append(_detail(inner.head, tidy(inner_text), item, due, closed))
    return Entry(day, line.head, text, block.line, order, people, tags, tuple(details))


def _without_last_tags(text: str) -> str:
    words = text.split()
    while words and _TAG_WORD.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _due(head: str, text: str, day: date) -> date | None:
    return find_due(blank_code(text), day) if head in {"promised", "they promised"} else None


def _task_part(text: str, due: date | None) -> tuple[date | None, str, date | None]:
    """Such a line may also be a task: its due date, its words without the task's fields, and when it was closed."""
    text, found = strip_task_fields(text)
    return found.get("due") or due, text, found.get("done") or found.get("cancelled")


def _detail(head: str, text: str, block: Block, due: date | None, closed: date | None) -> Detail:
    done = block.status != "" and block.status in CLOSED
    return Detail(head, text, block.line, due, done, done and block.status == DROPPED, closed if done else None)
