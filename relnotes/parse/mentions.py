"""Mentions: list items outside of a log that begin so that contact took place, mostly in daily notes."""

import re
from datetime import date

from relnotes.model import Link, Mention
from relnotes.parse.line import SMALL, behind_space, find_head, links_at, people_at, unbold
from relnotes.parse.links import tidy
from relnotes.parse.outline import Block
from relnotes.parse.tasks import strip_task_fields
from relnotes.parse.words import BETWEEN, LEAD_IN, MEANING, PAST, Heads, fold

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?\s*[-–—:]?\s*")
# Behind the people of a line: it was called off …
_CALLED_OFF = re.compile(
    r"[\s,(–—→-]*(?:(?:was|is|got|has been)\s+)?"
    r"(?:cancel\w*|postponed|moved to|did not happen|didn['’]t happen"
    r"|(?:ا?ت)?ال?غي\w*|ملغ\w*|اتلغ\w*|(?:ا?ت)?اجل\w*|موجل\w*)(?!\w)"
)
# … or it is yet to come.
_AHEAD = re.compile(
    r"[\s,(–—→-]*(?:(?:is\s+)?(?:scheduled|planned)|tomorrow|tonight|in\s+\w+\s+(?:days?|weeks?|months?)"
    r"|(?:on\s+|this\s+coming\s+|next\s+|coming\s+)(?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|غد(?:ا|اً|ًا)|بكر[ةه]|(?:يوم\s+)?\w+\s+(?:القادم|المقبل|الجاي))(?!\w)"
)


def happened(text: str, line: int, heads: Heads) -> tuple[str, tuple[Link, ...]]:
    """The head and the people of a line that begins so that contact took place: ``KIND with [[X]]``, ``met [[X]]``."""
    text = unbold(text)
    links = links_at(text, line)
    if not links:
        return "", ()
    clock = _CLOCK.match(text)
    at = clock.end() if clock else 0
    while (word := SMALL.match(text, at)) and fold(word[0]) in LEAD_IN:
        at = behind_space(text, word.end())
    head, end = find_head(text[at:], heads)
    if head and head not in MEANING:
        people, after, named = people_at(text, at + end, links)
        # Folded, “lunch” would be “tomorrow” in Arabic.
        off = _follows(_CALLED_OFF, text, after) or _AHEAD.match(text[after : after + 60].casefold())
        return (head, people) if named and not off else ("", ())
    if (verb := SMALL.match(text, at)) is None or fold(verb[0]) not in PAST:
        return "", ()
    at = behind_space(text, verb.end())
    while (small := SMALL.match(text, at)) and fold(small[0]) in BETWEEN:
        at = behind_space(text, small.end())
    people, after, _ = people_at(text, at, links)
    return "", () if _follows(_CALLED_OFF, text, after) else people


def _follows(words: re.Pattern[str], text: str, at: int) -> bool:
    """Whether what stands behind the people says such a thing."""
    return words.match(fold(text[at : at + 60])) is not None


def read_mention(block: Block, day: date | None, heads: Heads) -> Mention | None:
    """A list item that says that contact took place, or that begins with somebody's link."""
    if "[" not in block.text:
        return None
    if block.status:
        text, dates = strip_task_fields(block.text)
        head, end = find_head(text, heads)
        people, after, _ = people_at(text, end, links_at(text, block.line))
        day = dates.get("done") or day
        counts = block.status in "xX" and heads.is_contact(head) and not _follows(_CALLED_OFF, text, after)
    else:
        text = block.text
        head, people = happened(text, block.line, heads)
        counts = True
    counts = counts and bool(people) and not block.quoted
    if not counts:
        people = people_at(text, 0, links_at(text, block.line))[0]
    return Mention(people, head, tidy(text), block.line, day, counts) if people else None
