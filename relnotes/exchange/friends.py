"""The friends.md of the `friends` program, both ways: who, nicknames, places, tags, activities and notes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from relnotes.exchange.days import read_day
from relnotes.exchange.draft import Draft, Foreign, LogLine, Reading, Skipped
from relnotes.exchange.source import whole_text
from relnotes.parse.words import CONTACT

NAME = "friends"
TITLE = "friends"

_SECTION = re.compile(r"^### (Activities|Notes|Friends|Locations):\s*$", re.MULTILINE)
_LINE = re.compile(r"[-*] (\d{4}-\d{2}-\d{2}): (.*)")
_FRIEND = re.compile(
    r"[-*] (?P<name>[^(\[@]+?)(?: \(a\.k\.a\. (?P<aka>.*?)\))?(?: \[(?P<place>[^\]]*)\])?(?P<tags>(?: @\S+)*)\s*"
)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_TAG = re.compile(r"(?:^|\s)@([\w:/-]+)")


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(
        _SECTION.match(head.lstrip()) and len(_SECTION.findall(head)) > 0 and "- " in head for head in heads.values()
    )


@dataclass
class _Friend:
    """A friend while the file is read."""

    aliases: tuple[str, ...] = ()
    location: str = ""
    tags: tuple[str, ...] = ()
    log: list[LogLine] = field(default_factory=list)
    place: str = ""


def read(foreign: Foreign) -> Reading:
    friends: dict[str, _Friend] = {}
    skipped: list[Skipped] = []
    lines: list[tuple[str, str, str]] = []
    for part in foreign.parts.values():
        section = ""
        for number, row in enumerate(whole_text(part).splitlines(), 1):
            text, place = row.strip(), f"{part.name}:{number}"
            if match := _SECTION.fullmatch(text):
                section = match[1]
            elif text and section == "Friends":
                _add_friend(friends, skipped, text, place)
            elif text and section == "Locations":
                skipped.append(Skipped(place, text.strip("-* "), "a place, not a person"))
            elif text:
                lines.append((section, text, place))
    for section, text, place in lines:
        reason = _add_line(friends, section, text, place)
        if reason:
            skipped.append(Skipped(place, text, reason))
    drafts = (
        Draft(name, aliases=one.aliases, location=one.location, tags=one.tags, log=tuple(one.log), place=one.place)
        for name, one in friends.items()
    )
    return Reading(tuple(drafts), tuple(skipped))


def _add_friend(friends: dict[str, _Friend], skipped: list[Skipped], text: str, place: str) -> None:
    match = _FRIEND.fullmatch(text)
    if match is None:
        skipped.append(Skipped(place, text, "the line is no friend's"))
        return
    aliases = tuple(alias.strip() for alias in (match["aka"] or "").split(" a.k.a. ") if alias.strip())
    tags = tuple(tag.removeprefix("@") for tag in (match["tags"] or "").split())
    friends[match["name"].strip()] = _Friend(aliases, match["place"] or "", tags, place=place)


def _add_line(friends: dict[str, _Friend], section: str, text: str, place: str) -> str:
    """Put an activity or a note to the first friend whom it names, with the others linked; else why not."""
    match = _LINE.fullmatch(text)
    day = read_day(match[1]) if match else None
    if match is None or day is None:
        return "the line does not begin with a day"
    names = [name.strip() for name in _BOLD.findall(match[2])]
    if not names:
        return "the line names no friend"
    for name in names:
        friends.setdefault(name, _Friend(place=place))
    tags = tuple(_TAG.findall(match[2]))
    words = _TAG.sub("", _BOLD.sub(r"\1", match[2])).strip()
    head = "note" if section == "Notes" else ""
    friends[names[0]].log.append(LogLine(day, head, words, tuple(dict.fromkeys(names[1:])), tags))
    return ""


def render(drafts: Iterable[Draft]) -> str:
    """A friends.md of people: what has no place in it is left out."""
    people = sorted(drafts, key=lambda draft: draft.name)
    lines = [(entry, draft) for draft in people for entry in draft.log]
    lines.sort(key=lambda pair: (pair[0].date, pair[1].name), reverse=True)
    places = {draft.location for draft in people if draft.location}
    for entry, _ in lines:
        places |= set(re.findall(r"(?<![\w_])_([^_\n]+)_(?![\w_])", entry.text))
    parts = [
        ("Activities", [_line(entry, draft) for entry, draft in lines if entry.head != "note"]),
        ("Notes", [_line(entry, draft) for entry, draft in lines if entry.head == "note"]),
        ("Friends", [_friend(draft) for draft in people]),
        ("Locations", [f"- {place}" for place in sorted(places)]),
    ]
    return "\n".join(line for title, rows in parts for line in [f"### {title}:", *rows, ""])


def _friend(draft: Draft) -> str:
    aka = " a.k.a. ".join(draft.aliases)
    tags = "".join(f" @{tag}" for tag in draft.tags)
    place = f" [{draft.location}]" if draft.location else ""
    return f"- {_plain(draft.name)}{f' (a.k.a. {aka})' if aka else ''}{place}{tags}"


def _line(entry: LogLine, draft: Draft) -> str:
    text = " ".join(_words(entry, draft))
    tags = "".join(f" @{tag}" for tag in entry.tags)
    return f"- {entry.date.isoformat()}: {text}{tags}"


def _words(entry: LogLine, draft: Draft) -> Iterator[str]:
    """The text with the names in it marked; names that do not stand there come before."""
    text = entry.text
    missing = []
    for name in dict.fromkeys((draft.name, *entry.people)):
        shown = _plain(name)
        marked = re.sub(rf"(?<![\w*]){re.escape(shown)}(?![\w*])", lambda match: f"**{match[0]}**", text, count=1)
        if marked == text:
            missing.append(f"**{shown}**")
        text = marked
    what = entry.head if entry.head != "note" else ""
    who = " and ".join(missing)
    if what in CONTACT:
        yield f"{what.capitalize()}{f' with {who}' if who else ''}:"
    elif what or who:
        yield f"{f'{who} ({what})' if what and who else who or what.capitalize()}:"
    if text:
        yield text


def _plain(name: str) -> str:
    return re.sub(r"[*()\[\]@]", "", name).strip()
