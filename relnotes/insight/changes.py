"""Changes of company, role or positions in the history of a note: never news, only a question in the brief.

A note's history tells when its owner wrote something, not what happened: a slip is mended, a title put in other words,
an old job filled in. So a question is asked only where what the note said before is gone, and nothing in it explains
that; and whatever is corrected within two days of being written was never said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from relnotes.insight.matching import same_company
from relnotes.insight.news import position_news
from relnotes.model import Change, Fields, Position
from relnotes.parse.fields import read_fields
from relnotes.parse.frontmatter import parse_front_matter
from relnotes.parse.source import Source
from relnotes.parse.words import fold

WINDOW = timedelta(days=90)
"""How long a change is worth a question."""
_WRITING = timedelta(days=2)
_ALIKE = 0.8
# The same change in so many notes at once is a company with a new name.
_RENAMED = 3
_SHORT = {
    "sr": "senior", "jr": "junior", "eng": "engineer", "engr": "engineer", "dev": "developer", "mgr": "manager",
    "swe": "software engineer", "vp": "vice president", "dir": "director", "sre": "site reliability engineer",
    "em": "engineering manager", "pm": "product manager", "cto": "chief technology officer",
}  # fmt: skip


class Facts(Struct, frozen=True):
    """What a version of a note says of somebody's work."""

    company: str = ""
    role: str = ""
    positions: tuple[Position, ...] = ()


class Version(Struct, frozen=True):
    """What a note said from a day on."""

    day: date
    facts: Facts


def facts_in(path: str, data: bytes) -> Facts | None:
    """What the bytes of a note say of somebody's work; None when its properties cannot be read."""
    source = Source(path, data)
    front = parse_front_matter(source)
    if not (source.valid and front.readable):
        return None
    return facts_of(read_fields(source, front))


def facts_of(fields: Fields) -> Facts:
    return Facts(fields.company, fields.role, fields.positions)


def change_of(versions: Sequence[Version], fields: Fields, today: date) -> Change | None:
    """The question that a note's history raises, if any. Its first version is what it said when the time begins.

    What the note says now must be what its newest version says: what is not committed is still being written.
    """
    now = facts_of(fields)
    if len(versions) < 2 or versions[-1].facts != now:
        return None
    before = _settled(versions)
    found = _company(before, now, fields, today) or _role(before, now) or _positions(before, now, fields, today)
    if found is None:
        return None
    day = _since(found[0], versions)
    return Change(*found, day) if day and today - WINDOW <= day <= today else None


_Found = tuple[Literal["company", "role", "positions"], str, str]


def _settled(versions: Sequence[Version]) -> Facts:
    """What the first version said when it was done: a new note is put right in its first days."""
    end = versions[0].day + _WRITING
    return [one for one in versions if one.day <= end][-1].facts


def _since(name: str, versions: Sequence[Version]) -> date | None:
    """The day since which the note says what it says."""
    now = getattr(versions[-1].facts, name)
    day = None
    for one in reversed(versions):
        if getattr(one.facts, name) != now:
            return day
        day = one.day
    return None


def _company(before: Facts, now: Facts, fields: Fields, today: date) -> _Found | None:
    """Another company than before, or none; unless the positions tell what happened."""
    if not before.company or (now.company and _alike(before.company, now.company)):
        return None
    if _explained(before, now, fields, today):
        return None
    return ("company", before.company, now.company)


def _explained(before: Facts, now: Facts, fields: Fields, today: date) -> bool:
    """Whether the note says that a company was left, or why: by its positions, or by a role that needs no company."""
    if not now.company and now.role and now.role != before.role:
        return True
    # Without a company of its own, a note that has a position there says that they are there still.
    there = [one for one in now.positions if same_company(one.company, before.company)]
    return any(one.end or not now.company for one in there) or position_news(fields, today) is not None


def _role(before: Facts, now: Facts) -> _Found | None:
    """Another role at the same company, in more than other words."""
    if not (before.role and now.role) or before.company != now.company:
        return None
    old, new = _spelled_out(before.role), _spelled_out(now.role)
    if _alike(old, new) or set(old.split()) <= set(new.split()) or set(new.split()) <= set(old.split()):
        return None
    return ("role", before.role, now.role)


def _positions(before: Facts, now: Facts, fields: Fields, today: date) -> _Found | None:
    """Another newest company than before, that is no news by its dates; nothing where older jobs were filled in."""
    old, new = _newest(before.positions), _newest(now.positions)
    if not old or not new or _alike(old, new) or position_news(fields, today):
        return None
    if any(same_company(one.company, new) for one in before.positions):
        # It was there before: dates were mended, or the order.
        return None
    if any(same_company(one.company, old) and one.end is None for one in now.positions):
        # They are there still: something beside their work.
        return None
    return ("positions", old, new)


def _newest(positions: Iterable[Position]) -> str:
    known = [one for one in positions if one.company]
    return max(known, key=lambda one: (one.start or date.min, one.end is None)).company if known else ""


def _spelled_out(role: str) -> str:
    """A role in small letters without signs, its usual abbreviations written out."""
    words = "".join(c if c.isalnum() else " " for c in fold(role)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _alike(one: str, other: str) -> bool:
    """Whether two names are one: the same company, or one of them a slip of the other."""
    if same_company(one, other):
        return True
    first, second = fold(one), fold(other)
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def without_renames(found: Mapping[str, Change]) -> Mapping[str, Change]:
    """Changes by path, without those of companies that only have another name: many notes changed alike at once."""
    counts = Counter(found.values())
    return {path: one for path, one in found.items() if counts[one] < _RENAMED}
