"""Task lines, with the fields that the Tasks plugin and Dataview put behind their words."""

import re
from datetime import date

from relnotes.model import Task
from relnotes.parse.line import DATED, links_at, people_at, split_head
from relnotes.parse.links import find_tags, one_line, tidy
from relnotes.parse.outline import Block
from relnotes.parse.when import DATE, Unreadable, latin_digits, read_date
from relnotes.parse.words import WAITING_TAG, Heads, fold

CLOSED = "xX-"
DROPPED = "-"
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
# What each of those fields begins with, white space aside; a bracket alone is none, as a link has it.
_FIELD_SIGN = re.compile(rf"[{''.join(_EMOJI_DATES)}🆔🔁🏁⛔🔺⏫🔼🔽⏬^\[(](?:(?<![\[(])|(?=\w+::))")
_LAST_TAG = re.compile(r"\s#[\w/-]+$")
_TAG = re.compile(r" ?#[\w/-]+")
_NAMES = {"completion": "done"}


def strip_task_fields(text: str) -> tuple[str, dict[str, date]]:
    """A task's words without the fields behind them, and the dates that those give."""
    words, dates, _ = _task_fields(text)
    return words, dates


def _task_fields(text: str) -> tuple[str, dict[str, date], str]:
    dates: dict[str, date] = {}
    shown = one_line(text)
    sign = _first_sign(shown)
    if sign is None:
        return shown, dates, ""
    found_id = tags = ""
    # No field begins further ahead.
    ahead = len(shown[: sign.start()].rstrip())
    text = shown[:ahead] + latin_digits(shown[ahead:])
    for _ in range(20):
        if len(text) <= ahead:
            break
        if "#" in text and (tag := _LAST_TAG.search(text, ahead)):
            tags = shown[tag.start() : tag.end()] + tags
            text = text[: tag.start()]
            continue
        match = _EMOJI_FIELD.search(text, ahead)
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


def _first_sign(text: str) -> re.Match[str] | None:
    """Where the first field of a task may begin."""
    # Most texts have none of these, which are found much faster one by one.
    if text.isascii() and not ("[" in text or "(" in text or "^" in text):
        return None
    return _FIELD_SIGN.search(text)


def read_task(block: Block, heads: Heads) -> Task:
    """A task line with what the Tasks plugin's or Dataview's fields say of it."""
    words, dates, found_id = _task_fields(block.text)
    line = split_head(words, block.line, heads)
    links = links_at(block.text, block.line) if "[" in block.text else {}
    tags = {fold(tag) for tag in find_tags(words)} if "#" in words else set()
    theirs = line.head == "they promised" or WAITING_TAG in tags
    text = line.text if line.head in {"promised", "they promised"} and line.text else words
    text = _TAG.sub("", text) if tags else text
    return Task(
        text=tidy(text),
        line=block.line,
        open=block.status not in CLOSED,
        mine=not theirs,
        promised=line.headed and line.head in {"promised", "they promised"},
        due=dates.get("due") or dates.get("scheduled"),
        since=dates.get("created"),
        done=dates.get("done") or dates.get("cancelled"),
        dropped=block.status == DROPPED,
        id=found_id,
        people=people_at(block.text, min(links), links)[0] if links else (),
    )


def impossible_dates(text: str) -> list[tuple[int, int]]:
    """Where a text has dates, at its beginning or behind a task's signs, that no calendar has: ``2026-02-30``."""
    if text.isascii() and text[:1].isalpha():
        # It begins with no date, and has no signs.
        return []
    latin = latin_digits(text)
    # No date begins with a letter.
    places = [match for match in (DATED.match(latin),) if match] if not text[:1].isalpha() else []
    places += [] if text.isascii() else _TASK_DATE.finditer(latin)
    found = []
    for match in places:
        try:
            read_date(match["date"])
        except Unreadable:
            found.append(match.span("date"))
    return found
