"""Where each contact stands today: last contact, when the next is due, and the state that follows."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter

from relnotes.model import Cadence, Circle, Config, Contact, Peace, Standing, State, Touch, Vault, Window
from relnotes.parse.when import add
from relnotes.schedule.cadence import circle_of, interval, paused
from relnotes.schedule.focus import waiting

# After so many unanswered messages the interval is stretched this many times; after RESTING the contact rests.
STRETCH = (1, 2, 4)
RESTING = 3
SOON = timedelta(days=7)


def standings(vault: Vault, window: Window) -> Mapping[str, Standing]:
    """The standing of every contact but events, by id."""
    circles = {circle.name: circle for circle in window.config.circles}
    outside = waiting(vault, window)
    return {
        contact.id: stand(contact, circles, window, waits=contact.id in outside)
        for contact in vault.contacts.values()
        if contact.note.type != "event"
    }


def peace(contact: Contact, today: date) -> Peace | None:
    """Whether and why a contact is left in peace today, whoever else waits for them."""
    fields = contact.fields
    if paused(contact, today):
        return Peace("paused", None if isinstance(fields.paused, bool) else fields.paused)
    if _rests(contact, today):
        return Peace("resting")
    if fields.snooze_until and fields.snooze_until > today:
        return Peace("snoozed", fields.snooze_until)
    for period in fields.quiet:
        if today in period:
            return Peace("quiet", period.end)
    return None


def _rests(contact: Contact, today: date) -> bool:
    """Whether the last messages had no answer, and no other day is named."""
    waiting = 0
    for touch in reversed(contact.touches):
        if touch.date <= today and touch.way != "none":
            if touch.way != "sent":
                return False
            waiting += 1
            if waiting == RESTING:
                day = contact.fields.next_contact
                return day is None or any(day <= one.date <= today for one in contact.touches)
    return False


def stand(contact: Contact, circles: Mapping[str, Circle], window: Window, *, waits: bool) -> Standing:
    """Where one contact stands; `waits`: outside of the focus."""
    today, fields = window.today, contact.fields
    tomorrow = bisect_right(contact.touches, today, key=attrgetter("date"))
    past = contact.touches[:tomorrow]
    ahead = next((touch for touch in contact.touches[tomorrow:] if touch.logged), None)
    last = past[-1] if past else None
    unanswered = _unanswered(past)
    cadence = interval(contact, circles)
    spent = fields.next_contact is None or (last is not None and last.date >= fields.next_contact)
    ratio: float | None = None
    due: date | None = None
    reason = ""
    if cadence:
        due, ratio, reason = _by_cadence(contact, last, cadence, unanswered, today)
    if not spent:
        due, reason = fields.next_contact, "next-contact"
    if due is not None:
        due = max([day for day in (due, fields.snooze_until, ahead.date if ahead else None) if day])
    elif reason:
        later = [day for day in (fields.snooze_until, ahead.date if ahead else None) if day and day > today]
        due = max(later) if later else None
    circle = circle_of(contact, circles)
    heard = _heard(past)
    state = _state(contact, window, waiting=waits, heard=heard is not None)
    if state == "ok" and reason:
        state = _by_due(due, ratio, window.config, today)
    if state == "resting" and last is not None and asks_about_rest(last.date, today):
        reason = "resting-question"
    return Standing(
        contact=contact,
        state=state,
        last=last,
        cadence=cadence,
        due=None if state == "resting" else due,
        ratio=ratio,
        rank=round((1.0 if ratio is None else ratio) * (circle.weight if circle else 1.0), 4),
        reason=reason,
        unanswered=unanswered,
        heard=heard,
        planned_contact=ahead,
    )


def _by_cadence(
    contact: Contact, last: Touch | None, cadence: Cadence, unanswered: int, today: date
) -> tuple[date | None, float, str]:
    if last is None:
        met = contact.fields.met
        return (add(met.on, cadence) if met and met.on else None), 1.0, "never"
    due = add(last.date, cadence, STRETCH[min(unanswered, len(STRETCH) - 1)])
    ratio = (today - last.date).days / max((due - last.date).days, 1)
    return due, round(ratio, 2), "unanswered" if unanswered else "cadence"


def _unanswered(past: Sequence[Touch]) -> int:
    """How many messages in a row wait for an answer."""
    count = 0
    for touch in reversed(past):
        if touch.way == "sent":
            count += 1
        elif touch.way != "none":
            break
    return count


def _heard(past: Sequence[Touch]) -> Touch | None:
    """The message that I owe an answer, if the newest word is theirs."""
    newest = next((touch for touch in reversed(past) if touch.way != "none"), None)
    return newest if newest and newest.way == "heard" else None


def asks_about_rest(last: date, today: date) -> bool:
    """Whether today is in the fortnight, a year after the last message, in which a resting contact is asked about."""
    year = add(last, Cadence("", months=12))
    return year <= today < year + timedelta(days=14)


def _state(contact: Contact, window: Window, *, waiting: bool, heard: bool) -> State:
    """The first of the states that holds whatever is due; ``ok`` when none does."""
    left = peace(contact, window.today)
    if waiting and (left is None or left.why in {"snoozed", "quiet"}):
        return "waiting"
    if left:
        return left.why
    return "reply" if heard else "ok"


def _by_due(due: date | None, ratio: float | None, config: Config, today: date) -> State:
    if due is None or due <= today:
        return "overdue" if due and ratio is not None and ratio >= config.overdue else "due"
    return "upcoming" if due <= today + SOON else "ok"


def by_day(day: date, today: date) -> State:
    """The state of something with a day of its own."""
    if day < today:
        return "overdue"
    if day == today:
        return "due"
    return "upcoming" if day <= today + SOON else "ok"
