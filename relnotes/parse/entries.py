"""Log entries, tasks and mentions: what the lines of a body say happened, is open, or comes next."""

import re
from datetime import date

from msgspec import Struct

from relnotes.model import Detail, Entry, Link, Mention, Task
from relnotes.parse.body import Block
from relnotes.parse.links import FoundLink, blank_code, find_links, find_tags, tidy
from relnotes.parse.when import DATE, DIGITS, Unreadable, find_due, read_date
from relnotes.parse.words import (
    AND,
    BETWEEN,
    BIDI,
    LEAD_IN,
    MEANING,
    PAST,
    WAITING_TAG,
    WITH,
    Heads,
    fold,
)

# `2026-11-02`, `**2026-11-02:**`, `[[2026-11-02]]`, `2026-11-02 14:30`, then a separator.
_DATED = re.compile(
    rf"[{BIDI}]*(?:\*\*?|__?)?(?:\[\[(?:[^\[\]|]*/)?)?(?P<date>{DATE})(?!\d)(?:\|[^\[\]]*)?(?:\]\])?"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?[:.;]?(?:\*\*?|__?)?[:.;]?"
    rf"(?=$|[\s|,—–{BIDI}-])[\s|,—–{BIDI}-]*"
)
_TAG_WORD = re.compile(r"#[\w/-]+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?\s*[-–—:]?\s*")
_WORD = re.compile(r"[^\s:|—–,،\[\]]+")
# Heads that people write without a colon, and that cannot mean anything else.
_BARE = re.compile(r"(?:they\s+)?promised\b|sent\b(?!\s+(?:me|us)\b)|note\b|heard\s+(?=(?:from|back)\b)", re.IGNORECASE)
_SMALL = re.compile(r"w/|[^\s\[\]:,،]+")
_NOT_WITH_THEM = re.compile(
    r"['’]s\b|[\s,:(–—-]*(?:tomorrow|tonight|cancel|postponed|moved to|did not happen|غدا|بكره|الغي|تاجل"
    r"|(?:on |this coming |next |coming )(?:week|month|mon|tue|wed|thu|fri|sat|sun))"
)
_SPACE = re.compile(r"[\s,،]*")
_HEAD_END = re.compile(r"\s*(?:[:：|—–]|-\s|$)")


class Line(Struct, frozen=True):
    """A line taken apart: its head, who is linked before the text, the text itself."""

    head: str
    people: tuple[Link, ...]
    text: str
    headed: bool
    """The head is followed by a colon, a bar, a dash, people or nothing: it is meant as one."""


def split_dated(text: str) -> tuple[date | None, str, int]:
    """The date that a text begins with, the text behind it, and where that begins; no date when it is none."""
    match = _DATED.match(text.translate(DIGITS))
    if match is None:
        return None, text, 0
    try:
        return read_date(match["date"]), text[match.end() :], match.end()
    except Unreadable:
        return None, text, 0


def impossible_dates(text: str) -> list[str]:
    """The dates at the beginning of a text, and behind a task's signs, that no calendar has: ``2026-02-30``."""
    latin = text.translate(DIGITS)
    places = [match for match in (_DATED.match(latin),) if match] + list(_TASK_DATE.finditer(latin))
    found = []
    for match in places:
        try:
            read_date(match["date"])
        except Unreadable:
            found.append(text[match.start("date") : match.end("date")])
    return found


def split_head(text: str, line: int, heads: Heads) -> Line:
    """``HEAD with LINKS: text``, each part optional."""
    head, at = _head(text, heads)
    people, after, named = _people(text, at, _links_at(text, line))
    end = _HEAD_END.match(text, after)
    if people and not named and end is None:
        # `call [[Omar]]'s manager`: a link that merely follows is part of the sentence.
        people, after = (), at
        end = _HEAD_END.match(text, after)
    headed = bool(head) and (bool(people) or end is not None)
    if head in MEANING and not headed:
        if bare := _BARE.match(text):
            return Line(head, (), text[bare.end() :].strip(), headed=True)
        # `asked about her move` is a sentence, `asked: a referral` is a head.
        return Line("", (), text.strip(), headed=False)
    if end is not None and (head or people):
        after = end.end()
    return Line(head, people, text[after:].strip(), headed)


def _links_at(text: str, line: int) -> dict[int, FoundLink]:
    return {found.start: found for found in find_links(text, line)}


def _head(text: str, heads: Heads) -> tuple[str, int]:
    """The head at the beginning of a text, of three words at most, and where it ends."""
    words: list[re.Match[str]] = []
    at = 0
    while len(words) < 3 and (match := _WORD.match(text, at)):
        words.append(match)
        at = match.end() + 1 if text[match.end() : match.end() + 1] == " " else len(text)
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        if head := heads.find(" ".join(text[words[0].start() : end].split())):
            return head, end
    return "", 0


def _people(text: str, at: int, links: dict[int, FoundLink]) -> tuple[tuple[Link, ...], int, bool]:
    """The links at a place, joined by ``and`` and commas; where they end; whether ``with`` introduces them."""
    found: list[Link] = []
    end, named = at, False
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere
        if (link := links.get(at)) and not link.embed:
            found.append(link.link)
            at = end = link.end
            continue
        word = _SMALL.match(text, at)
        folded = fold(word[0]) if word else ""
        if word is None or folded not in (AND if found else WITH):
            break
        named = named or folded in WITH
        at = word.end()
    return tuple(found), end, named


# --- entries -------------------------------------------------------------------------------------------------------


def read_entry(block: Block, order: int, heads: Heads, nested: list[Block]) -> Entry | None:
    """The log entry of a block that begins with a date, with the lines nested in it."""
    day, rest, _ = split_dated(block.text)
    if day is None:
        return None
    line = split_head(rest, block.line, heads)
    people = line.people
    if not people and not line.head:
        people = happened(rest, block.line, heads)[1]
    tags = find_tags(line.text)
    text = tidy(_without_last_tags(line.text))
    details = []
    if line.head in MEANING:
        done = block.status != "" and block.status in CLOSED
        details.append(Detail(line.head, text, block.line, _due(line.head, line.text, day), done))
    for tag in tags:
        head = heads.meaning.get(fold(tag))
        if head and head != line.head:
            details.append(Detail(head, text, block.line, _due(head, line.text, day)))
    for item in nested:
        inner = split_head(item.text, item.line, heads)
        if inner.head in MEANING and inner.headed:
            due, inner_text = _task_due(inner.text, _due(inner.head, inner.text, day))
            closed = item.status != "" and item.status in CLOSED
            details.append(Detail(inner.head, tidy(inner_text), item.line, due, closed))
    return Entry(day, line.head, text, block.line, order, people, tags, tuple(details))


def _without_last_tags(text: str) -> str:
    words = text.split()
    while words and _TAG_WORD.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _due(head: str, text: str, day: date) -> date | None:
    return find_due(blank_code(text), day) if head in {"promised", "they promised"} else None


def _task_due(text: str, due: date | None) -> tuple[date | None, str]:
    """A nested line may also carry a task's date."""
    text, found = strip_task_fields(text)
    return found.get("due") or due, text


# --- mentions ------------------------------------------------------------------------------------------------------


def happened(text: str, line: int, heads: Heads) -> tuple[str, tuple[Link, ...]]:
    """The head and the people of a line that begins so that contact took place: ``KIND with [[X]]``, ``met [[X]]``."""
    links = _links_at(text, line)
    if not links:
        return "", ()
    clock = _CLOCK.match(text)
    at = clock.end() if clock else 0
    at += len(text[at:]) - len(text[at:].lstrip("*_ "))
    while (word := _SMALL.match(text, at)) and fold(word[0]) in LEAD_IN:
        at = _SPACE.match(text, word.end()).end()  # type: ignore[union-attr]
    head, end = _head(text[at:], heads)
    if head and head not in MEANING:
        people, after, named = _people(text, at + end, links)
        return (head, people) if named and not _takes_back(text, after) else ("", ())
    if (verb := _SMALL.match(text, at)) is None or fold(verb[0]) not in PAST:
        return "", ()
    at = _SPACE.match(text, verb.end()).end()  # type: ignore[union-attr]
    while (small := _SMALL.match(text, at)) and fold(small[0]) in BETWEEN:
        at = _SPACE.match(text, small.end()).end()  # type: ignore[union-attr]
    people, after, _ = _people(text, at, links)
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
        head, end = _head(text, heads)
        day = dates.get("done") or day
        people = _people(text, end, _links_at(text, block.line))[0] or links[:1]
        counts = block.status in "xX" and heads.is_contact(head)
    else:
        counts = bool(people)
    counts = counts and not block.quoted and day is not None
    return Mention(people if counts else links, head, tidy(block.text), block.line, day, counts)


# --- tasks ---------------------------------------------------------------------------------------------------------

CLOSED = "xX-"
# The Tasks plugin reads its fields from the end of the line backwards; so do we.
_EMOJI_DATES = {
    **dict.fromkeys("📅📆🗓", "due"),
    **dict.fromkeys("⏳⌛", "scheduled"),
    "🛫": "start",
    "➕": "created",
    "✅": "done",
    "❌": "cancelled",
}
_TASK_DATE = re.compile(rf"[{''.join(_EMOJI_DATES)}]\ufe0f?\s*(?P<date>{DATE})")
_EMOJI_FIELD = re.compile(
    r"\s*(?:"
    rf"(?P<sign>[{''.join(_EMOJI_DATES)}])\ufe0f?\s*(?P<day>{DATE})"
    r"|🆔\ufe0f?\s*(?P<id>[\w-]+)"
    r"|(?:🔁|🏁|⛔)\ufe0f?[^📅📆🗓⏳⌛🛫➕✅❌🆔🔁🏁⛔#^\[]*"
    r"|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|\^[A-Za-z0-9-]+"
    r"|[\[(](?P<key>\w+)::\s*(?P<value>(?:\[\[[^\[\]]*\]\])?[^\[\]()]*)[\])]"
    r")\s*$"
)
_NAMES = {"completion": "done"}


def strip_task_fields(text: str) -> tuple[str, dict[str, date]]:
    """A task's words without the fields behind them, and the dates that those give."""
    words, dates, _ = _task_fields(text)
    return words, dates


def _task_fields(text: str) -> tuple[str, dict[str, date], str]:
    dates: dict[str, date] = {}
    found_id = ""
    tags = ""
    shown = " ".join(text.split())
    text = shown.translate(DIGITS)
    for _ in range(20):
        if tag := re.search(r"\s#[\w/-]+$", text):
            tags = shown[tag.start() : tag.end()] + tags
            text = text[: tag.start()]
            continue
        match = _EMOJI_FIELD.search(text)
        if match is None:
            break
        name, value = "", ""
        if match["sign"]:
            name, value = _EMOJI_DATES[match["sign"]], match["day"]
        elif match["key"]:
            name = _NAMES.get(match["key"].casefold(), match["key"].casefold())
            value = match["value"].strip()
        try:
            dates.setdefault(name, read_date(value))
        except Unreadable:
            found_id = value if name == "id" else match["id"] or found_id
        text = text[: match.start()]
    return (shown[: len(text)] + tags).strip(), dates, found_id


def read_task(block: Block, heads: Heads) -> Task:
    """A task line with what the Tasks plugin's or Dataview's fields say of it."""
    words, dates, found_id = _task_fields(block.text)
    line = split_head(words, block.line, heads)
    links = _links_at(block.text, block.line)
    tags = {fold(tag) for tag in find_tags(words)}
    theirs = line.head == "they promised" or WAITING_TAG in tags
    text = line.text if line.head in {"promised", "they promised"} and line.text else words
    text = re.sub(r" ?#[\w/-]+", "", text) if tags else text
    return Task(
        text=tidy(text),
        line=block.line,
        open=block.status not in CLOSED,
        mine=not theirs,
        promised=line.headed and line.head in {"promised", "they promised"},
        due=dates.get("due") or dates.get("scheduled"),
        since=dates.get("created"),
        done=dates.get("done") or dates.get("cancelled"),
        id=found_id,
        people=_people(block.text, min(links), links)[0] if links else (),
    )
