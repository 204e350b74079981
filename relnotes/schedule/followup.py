"""follow-up and waiting-on: what I promised or noted to do, what they did, and thanks for what I got."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from relnotes.insight.ledger import to_thank
from relnotes.model import Contact, FollowUp, Item, Kind, Standing, Window
from relnotes.parse.words import fold
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("follow-up", "waiting-on")
# Without a day, a follow-up stays in the brief for so long before the list asks about it.
PATIENCE = timedelta(days=14)
_DAY = timedelta(days=1)
_SILENT = {"paused", "resting", "snoozed", "quiet"}


def items(contact: Contact, standing: Standing | None, bare: Item, window: Window) -> Iterable[Item]:
    """One for each open task and promise, those without a day from a fortnight after they were noted; and thanks."""
    today = window.today
    last = standing.last.date if standing and standing.last else None
    yield from _thanks(contact, standing, bare, today)
    for one in contact.follow_ups:
        if one.due is None and (since := one.since or last) and since > today - PATIENCE:
            continue
        yield replace(
            bare,
            kind="follow-up" if one.mine else "waiting-on",
            state=by_day(one.due, today) if one.due else "due",
            reason=_reason(one),
            path=one.path,
            line=one.line,
            due=one.due,
            planned=one.due,
            since=one.since,
            subject=one.text,
            key=one.key,
            rank=_rank(one, today),
        )


def _thanks(contact: Contact, standing: Standing | None, bare: Item, today: date) -> Iterable[Item]:
    """One for what I got from somebody, on the day after it and for a fortnight, until thanks or the next contact."""
    if standing is None or standing.state in _SILENT or contact.note.type != "person":
        return
    for deed in to_thank(contact, today):
        day = deed.date + _DAY
        if deed.text and day <= today < day + PATIENCE:
            yield replace(
                bare,
                kind="follow-up",
                state="due",
                reason="thanks",
                path=deed.path,
                line=deed.line,
                due=day,
                planned=day,
                since=deed.date,
                subject=deed.text,
                key=f"thanks#{deed.date.isoformat()}#{fold(deed.text)}",
            )


def _reason(one: FollowUp) -> str:
    if one.reader:
        return "reader"
    if one.mine:
        return "promise" if one.promised else "follow-up"
    return "their-promise" if one.promised else "waiting-on"


def _rank(one: FollowUp, today: date) -> float:
    """On the scale of check-ins: 1 when due, one more for each fortnight late; what they owe weighs half."""
    late = max((today - one.due).days, 0) if one.due else 0
    return round((1 + late / PATIENCE.days) * (1.0 if one.mine else 0.5), 4)
