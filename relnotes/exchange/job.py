"""Where a draft says that somebody works, into their note: a first company, a title, a move with its time."""

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from relnotes.edit.scalar import scalar
from relnotes.exchange.compose import position_text
from relnotes.exchange.likeness import equal_company, is_company, same_company
from relnotes.exchange.work import Change, Work
from relnotes.model import Position, Splice
from relnotes.parse.frontmatter import Value, parse_front_matter
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply, byte_offset
from relnotes.parse.when import Unreadable, latin_digits, read_position
from relnotes.parse.words import fold

_A_YEAR = 366
_UNTIL_NOW = re.compile(
    r"\s*(?:to|until|–|—|\.\.|-|إلى|حتى)\s*(?:now|present|today|current|الآن|اليوم)?(?=[\"']?\s*$)", re.IGNORECASE
)


class Sighting(Struct, frozen=True):
    """What an earlier file of the same source said of a person, and when."""

    company: str
    role: str
    when: date


def put_job(work: Work, company: str, role: str, when: date, seen: Sighting | None) -> None:
    """A company and a title that were true on the day `when`, into the note; `seen` is what was said before."""
    fields = work.fields
    current = _current(work)
    known = [fields.company, *(job.company for job in fields.positions)]

    def among(alike: Callable[[str, str], bool]) -> bool:
        return any(alike(company, one) for one in known if one)

    job = f"{company}{f', {role}' if role else ''}"
    if not company:
        _put_role(work, role, None)
    elif current and same_company(company, current):
        _put_role(work, role, seen)
    elif not current:
        if among(equal_company):
            # The file does not know yet that they left.
            work.differs.append(Change("company", job))
        else:
            work.set("company", company)
            _put_role(work, role, seen)
    elif not is_company(company) or among(same_company) or not _follows(current, seen):
        # The file is behind the note, or the note knows better.
        work.differs.append(Change("company", job))
    else:
        _move(work, current, Position(company, role), when, seen)


def _current(work: Work) -> str:
    """The company where the note says that they work."""
    jobs = [job for job in work.fields.positions if job.current]
    return work.fields.company or (max(jobs, key=lambda job: job.start or date.min).company if jobs else "")


def _follows(current: str, seen: Sighting | None) -> bool:
    """Whether the note says what the file said before: then it follows; else its own word stands."""
    return seen is None or same_company(seen.company, current)


def _put_role(work: Work, role: str, seen: Sighting | None) -> None:
    """A title is reworded often; the note takes it only where it has none, or had the file's former one."""
    old = work.fields.role
    if not role or fold(_as_read(role)) == fold(old):
        return
    if not old or (seen is not None and fold(_as_read(seen.role)) == fold(old)):
        work.set("role", role)
    else:
        work.differs.append(Change("role", role))


def _as_read(role: str) -> str:
    """A title as it is read back from a note, which takes a link in it for its words."""
    return parse_note("x.md", f"---\nrole: {scalar(role)}\n---\n".encode()).fields.role if "[" in role else role


def _move(work: Work, current: str, new: Position, when: date, seen: Sighting | None) -> None:
    """A new job: the former one gets its end, the new one its beginning, as far as these are known."""
    known = seen is not None and 0 <= (when - seen.when).days <= _A_YEAR
    start = when.replace(day=1) if known else None
    before = work.data, len(work.changes)
    former = [job for job in work.fields.positions if same_company(job.company, current)]
    jobs = [Position(new.company, new.role, start, None, start is not None)]
    jobs += [] if former else [Position(current, work.fields.role, None, start)]
    newest_first = _newest_first(work)
    written = [position_text(job) for job in (jobs if newest_first else jobs[::-1])]
    steps = [
        _close(work, current, start),
        work.add("positions", written, first=newest_first),
        not work.fields.company or work.set("company", new.company),
        not new.role or not work.fields.role or work.set("role", new.role),
    ]
    del work.changes[before[1] :]
    if not all(steps):
        work.become(before[0])
        return
    since = f"since {start:%Y-%m}" if start else "since when is not known"
    work.changes.append(Change("job", f"{current} → {new.company}{f', {new.role}' if new.role else ''}, {since}"))


def _newest_first(work: Work) -> bool:
    starts = [job.start for job in work.fields.positions if job.start]
    return len(starts) > 1 and starts[0] > starts[-1]


def _close(work: Work, company: str, end: date | None) -> bool:
    """Give the position that is said to last until now its end; without a known one, only its beginning stays."""
    source = Source(work.path, work.data)
    front = parse_front_matter(source)
    values = [value for key, value in front.pairs if fold(key.text) == "positions"]
    for item in (part for value in values for part in ([value] if value.items is None else value.items)):
        if not item.scalar:
            if _mapping_company(item, company) and _lasts(work, company):
                work.refused.append(f"{work.path}:{source.line(item.start)}: close this position by hand.")
                return False
            continue
        try:
            job = read_position(item.text)
        except Unreadable:
            continue
        if job.current and same_company(job.company, company):
            raw = source.text[item.start : item.end]
            match = _UNTIL_NOW.search(latin_digits(raw))
            if match is None:
                return False
            text = f" to {end:%Y-%m}" if end and job.start and end >= job.start else ""
            begin, until = (byte_offset(work.data, item.start + place) for place in match.span())
            work.become(apply(work.data, (Splice(begin, until, text.encode()),)))
    return True


def _lasts(work: Work, company: str) -> bool:
    return any(job.current and same_company(job.company, company) for job in work.fields.positions)


def _mapping_company(item: Value, company: str) -> bool:
    texts = [value.text for key, value in item.pairs or [] if fold(key.text) in {"company", "org", "employer"}]
    return any(same_company(text, company) for text in texts)
