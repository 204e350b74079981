"""Mentions: list items outside of a log that begin so that contact took place, mostly in daily notes."""

import re
from datetime import date

from relnotes.model import Link, Mention
from relnotes.parse.body import Block
from relnotes.parse.line import SMALL, behind_space, find_head, links_at, people_at
from relnotes.parse.links import find_links, tidy
from relnotes.parse.tasks import strip_task_fields
from relnotes.parse.words import BETWEEN, LEAD_IN, MEANING, PAST, Heads, fold

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?\s*[-–—:]?\s*")
_NOT_WITH_THEM = re.compile(
    r"['’]s\b|[\s,]*(?:tomorrow|tonight|cancel|postponed|moved to|did not happen|غدا|بكره|الغي|تاجل"
    r"|(?:on |this coming |next |coming )(?:week|month|mon|tue|wed|thu|fri|sat|sun))"
)


def happened(text: str, line: int, heads: Heads) -> tuple[str, tuple[Link, ...]]:
    """The head and the people of a line that begins so that contact took place: ``KIND with [[X]]``, ``met [[X]]``."""
    links = links_at(text, line)
    if not links:
        return "", ()
    clock = _CLOCK.match(text)
    at = clock.end() if clock else 0
    at += len(text[at:]) - len(text[at:].lstrip("*_ "))
    while (word := SMALL.match(text, at)) and fold(word[0]) in LEAD_IN:
        at = behind_space(text, word.end())
    head, end = find_head(text[at:], heads)
    if head and head not in MEANING:
        people, after, named = people_at(text, at + end, links)
        return (head, people) if named and not _takes_back(text, after) else ("", ())
    if (verb := SMALL.match(text, at)) is None or fold(verb[0]) not in PAST:
        return "", ()
    at = behind_space(text, verb.end())
    while (small := SMALL.match(text, at)) and fold(small[0]) in BETWEEN:
        at = behind_space(text, small.end())
    people, after, _ = people_at(text, at, links)
    return "", () if _takes_back(text, after) else people


def _takes_back(text: str, at: int) -> bool:
    """What follows the people says that it did not happen with them: ``tomorrow``, ``cancelled``, ``'s manager``."""
    return _NOT_WITH_THEM.match(fold(text[at : at + 40])) is not None


def read_mention(block: Block, day: date | None, heads: Heads) -> Mention | None:
    """A list item that links somebody, outside a log."""
    links = tuple(found.link for found in find_links(block.text, block.line) if not found.embed)
    if not links:
        return None
    head, people = happened(block.text, block.line, heads)
    if block.status:
        text, dates = strip_task_fields(block.text)
        head, end = find_head(text, heads)
        day = dates.get("done") or day
        people = people_at(text, end, links_at(text, block.line))[0] or links[:1]
        counts = block.status in "xX" and heads.is_contact(head)
    else:
        counts = bool(people)
    counts = counts and not block.quoted and day is not None
    return Mention(people if counts else links, head, tidy(block.text), block.line, day, counts)
