"""What the user has written into Due.md: boxes ticked, words behind a name. The rest of the file is ours."""

import re

from msgspec import Struct

from relnotes.parse.links import find_links
from relnotes.parse.source import Source

_LINE = re.compile(r"[\s>]*[-*+][ \t]+\[(?P<status>.)\](?:[ \t]+|$)(?P<rest>.*)")
_MARK = re.compile(r"\[\[[^\[\]|#\n]*#\^(?P<mark>(?P<of>due|task)-[0-9a-f]{6})(?:\|[^\[\]\n]*)?\]\]")


class Answer(Struct, frozen=True):
    """A line that the user answered. ``status`` stands in its box; a space means: words only, not ticked yet."""

    line: str
    """As it stands there, without its indentation."""
    status: str
    words: str
    target: str = ""
    """Whom its first link means, and what that shows."""
    shown: str = ""
    mark: str = ""
    """By which list line the answer is known; empty when the user wrote the whole line."""
    task: bool = False
    """It answers a follow-up of somebody, and not the person."""


def parse_answers(data: bytes) -> tuple[Answer, ...]:
    """The answers in the bytes of a Due.md, in their order; equal lines count once."""
    source = Source("", data)
    found: dict[str, Answer] = {}
    for line in source.text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        answer = _answer(line.strip(), match["status"], match["rest"].strip())
        if answer and (answer.status != " " or (answer.words and not answer.task)):
            found.setdefault(answer.line, answer)
    return tuple(found.values())


def _answer(line: str, status: str, rest: str) -> Answer | None:
    marked = _MARK.search(rest)
    if marked and marked["of"] == "task":
        return Answer(line, status, rest[marked.end() :].strip(), mark=marked["mark"], task=True)
    links = find_links(rest, 1)
    if not links:
        # Somebody's own list item: it is theirs to be told of, once it is ticked.
        return Answer(line, status, rest) if status != " " else None
    first = links[0]
    mark = marked["mark"] if marked and marked.start() == first.start else ""
    words = f"{rest[: first.start].strip()} {rest[first.end :].strip()}".strip()
    return Answer(line, status, words.lstrip(":—–,").strip(), first.link.target, first.link.text, mark)
