"""Where my positions and theirs meet: old colleagues, though nobody wrote so."""

from datetime import date

from relnotes.insight.matching import company_key
from relnotes.model import Fields, Overlap, Position


def overlaps(me: Fields, them: Fields, today: date) -> tuple[Overlap, ...]:
    """The companies where both of us were, once each: the longest time together first, those at other times last.

    Where both work today is left out: one knows that.
    """
    mine = _by_company(me)
    found: dict[str, Overlap] = {}
    for theirs in them.positions:
        for ours in mine.get(company_key(theirs.company), ()) if theirs.company else ():
            one = _meet(ours, theirs)
            key = company_key(theirs.company)
            if key not in found or _length(one, today) > _length(found[key], today):
                found[key] = one
    past = [one for one in found.values() if not (one.together and one.end is None and one.start)]
    return tuple(sorted(past, key=lambda one: (-_length(one, today), one.company)))


def _by_company(fields: Fields) -> dict[str, list[Position]]:
    found: dict[str, list[Position]] = {}
    for position in fields.positions:
        if position.company:
            found.setdefault(company_key(position.company), []).append(position)
    return found


def _meet(ours: Position, theirs: Position) -> Overlap:
    if ours.start is None or theirs.start is None:
        return Overlap(theirs.company)
    if any(one.end is None and not one.current for one in (ours, theirs)):
        # An end that nobody wrote down is no proof of time together.
        return Overlap(theirs.company)
    start = max(ours.start, theirs.start)
    end = min((one.end for one in (ours, theirs) if one.end), default=None)
    together = end is None or start < end
    return Overlap(theirs.company, start, end, together=True) if together else Overlap(theirs.company)


def _length(one: Overlap, today: date) -> int:
    """Days together; -1 at different times."""
    return ((one.end or today) - one.start).days if one.together and one.start else -1
