"""News of somebody, from the positions in their note. Wrong congratulations are worse than none.

Only a position whose months are written, begun or ended within 90 days, is news; what is less than sure is none.
"""

from datetime import date, timedelta

from relnotes.insight.matching import same_company
from relnotes.model import Contact, Fields, News, Position, Touch
from relnotes.parse.words import fold

FRESH = timedelta(days=90)
# Whose role says so has not lost a job.
_BY_CHOICE = tuple(
    fold(word)
    for word in "retire|sabbatical|parental|maternity|paternity|on leave|student|studying|متقاعد|إجازة|طالب".split("|")
)


def news_of(contact: Contact, today: date) -> News | None:
    """What is new in a contact's positions today, if anything is."""
    if contact.note.type != "person":
        return None
    found = position_news(contact.fields, today)
    if found is None:
        return None
    told = talked_since(contact, found.month, today)
    return News(found.change, found.company, found.role, found.month, found.line, told)


def position_news(fields: Fields, today: date) -> News | None:
    """The news in some positions: the newest one just begun, or just ended with nothing after it."""
    known = [one for one in fields.positions if one.company and (one.start or one.end or one.current)]
    if not known:
        return None
    newest = max(known, key=lambda one: (one.start or date.min, one.end is None))
    line = fields.lines.get("positions", 1)
    if newest.end is None:
        return _begun(newest, known, fields, today, line)
    running = any(one.end is None or one.end > today for one in known)
    if running or newest.vague or not newest.end <= today <= newest.end + FRESH or not _left(newest, fields):
        return None
    return News("left", newest.company, newest.role, newest.end, line)


def _begun(newest: Position, known: list[Position], fields: Fields, today: date, line: int) -> News | None:
    if newest.start is None or newest.vague or not newest.start <= today <= newest.start + FRESH:
        return None
    others = [one for one in known if one is not newest]
    over = [one.company for one in others if one.end and one.end <= newest.start]
    if fields.company and not any(same_company(fields.company, name) for name in (newest.company, *over)):
        # Something beside their work.
        return None
    before = max(others, key=lambda one: one.start or date.min, default=None)
    if before is None or not same_company(before.company, newest.company):
        return News("joined", newest.company, newest.role, newest.start, line)
    if before.end is None or (before.end - newest.start).days < -31 or not newest.role or before.role == newest.role:
        # Both run on, years lie between, or the company has only a new name: too little to say anything.
        return None
    return News("role", newest.company, newest.role, newest.start, line)


def _left(ended: Position, fields: Fields) -> bool:
    role = fold(fields.role)
    if any(word in role for word in _BY_CHOICE):
        return False
    return not fields.company or same_company(fields.company, ended.company)


def talked_since(contact: Contact, day: date, today: date) -> bool:
    """Whether we were in touch, other than by their message alone, or met, from a day on."""
    met = contact.fields.met
    if met and met.on and day <= met.on <= today:
        return True
    return any(day <= touch.date <= today and _spoke(touch) for touch in reversed(contact.touches))


def _spoke(touch: Touch) -> bool:
    return touch.way in {"both", "sent", "answer"}
