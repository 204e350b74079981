"""A calendar of past meetings (iCalendar): whom one met, and when. Attendees are known by their mail."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

import icalendar
from dateutil.rrule import rrulestr

from relnotes.exchange.draft import Draft, Foreign, LogLine, Reading, Skipped, Unusable
from relnotes.exchange.likeness import mail_key
from relnotes.exchange.source import whole
from relnotes.parse.words import HEADS

NAME = "ics"
TITLE = "a calendar"

# With more people at the table, a meeting says little of one of them.
_MANY = 10
# Of a meeting that repeats, so many of its last days.
_LAST = 60
_YEARS = 3
# What the library raises for values that stand twice, or are none.
_BROKEN = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
# Older series, and those of hours, are no meetings but a trap: their days are not counted out.
_FIRST_YEAR = 1990


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(head.lstrip().upper().startswith("BEGIN:VCALENDAR") for head in heads.values())


def read(foreign: Foreign) -> Reading:
    people: dict[str, tuple[str, list[LogLine]]] = {}
    skipped: list[Skipped] = []
    for part in foreign.parts.values():
        events = _events(whole(part), part.name)
        moved = _moved(events)
        for event in events:
            place = f"{part.name}, {event.get('SUMMARY', 'without a title')!s}"
            try:
                reason = _read_event(event, foreign, moved, people)
            except _BROKEN:
                reason = "it is written wrongly"
            if reason:
                skipped.append(Skipped(place, "", reason))
    drafts = (
        Draft(name, email=(mail,), log=tuple(dict.fromkeys(log)), place=foreign.name, known_only=True)
        for mail, (name, log) in people.items()
    )
    return Reading(tuple(drafts), tuple(_counted(skipped)), bulk=True)


def _events(data: bytes, name: str) -> list[Any]:
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise Unusable(f"{name} is no calendar that can be read: {str(error).splitlines()[0]}.") from None
    if not calendars:
        raise Unusable(f"{name} is no calendar that can be read: it is cut short.")
    return events


def _counted(skipped: list[Skipped]) -> Iterator[Skipped]:
    """One line for each reason: a calendar has hundreds of events that say nothing here."""
    by_reason: dict[str, list[Skipped]] = defaultdict(list)
    for one in skipped:
        by_reason[one.reason].append(one)
    for reason, found in by_reason.items():
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        yield Skipped(f"{found[0].place}{more}", "", reason)


def _moved(events: list[Any]) -> dict[str, set[date]]:
    """The days of each series that have an event of their own."""
    found: dict[str, set[date]] = defaultdict(set)
    for event in events:
        with contextlib.suppress(*_BROKEN):
            found[str(event.get("UID", ""))].add(_day(event["RECURRENCE-ID"].dt, None))
    return found


def _read_event(
    event: Any, foreign: Foreign, moved: Mapping[str, set[date]], people: dict[str, tuple[str, list[LogLine]]]
) -> str:
    """Add an event to those who took part; else why it says nothing."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "it was cancelled"
    if "DTSTART" not in event:
        return "it has no day"
    others, declined = _attendees(event, foreign.mine)
    if declined:
        return "you declined it"
    if not others:
        return "nobody else is named with an address of mail"
    if len(others) > _MANY:
        return f"more than {_MANY} others took part"
    days = [day for day in _days(event, foreign.zone, moved, foreign.today) if day <= foreign.today]
    if not days:
        return "it is not past"
    summary = " ".join(str(event.get("SUMMARY", "")).split())
    head = next(
        (HEADS.find(word.strip(".,:!?/")) for word in summary.split() if HEADS.is_contact(word.strip(".,:!?/"))),
        "meeting",
    )
    for mail, name in others.items():
        log = people.setdefault(mail, (name, []))[1]
        log += [LogLine(day, head, summary) for day in days]
    return ""


def _attendees(event: Any, mine: frozenset[str]) -> tuple[dict[str, str], bool]:
    """The others who took part, by mail with their names; and whether I declined."""
    found: dict[str, str] = {}
    declined = False
    for role in ("ORGANIZER", "ATTENDEE"):
        values = event.get(role, [])
        for value in values if isinstance(values, list) else [values]:
            params = getattr(value, "params", {})
            mail = mail_key(str(value).removeprefix("mailto:").removeprefix("MAILTO:"))
            away = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
            if mail in mine:
                declined = declined or away
            elif mail and str(params.get("CUTYPE", "")).upper() not in {"ROOM", "RESOURCE", "GROUP"}:
                if away:
                    found.pop(mail, None)
                else:
                    name = str(params.get("CN", "")).strip().strip('"')
                    found[mail] = name if name and "@" not in name else found.get(mail, "") or mail
    return found, declined


def _days(event: Any, zone: tzinfo | None, moved: Mapping[str, set[date]], today: date) -> list[date]:
    start = event["DTSTART"].dt
    if "RRULE" not in event:
        return [_day(start, zone)]
    begin = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)  # noqa: DTZ001 - a day
    naive = begin.replace(tzinfo=None)
    text = _rule_text(event["RRULE"])
    end = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - a day
    found = [naive.date()]
    if naive.year >= _FIRST_YEAR and not re.search("FREQ=(?:HOUR|MINUTE|SECOND)LY", text):
        with contextlib.suppress(ValueError, TypeError):
            days = rrulestr(text, dtstart=naive).between(
                end - timedelta(days=_YEARS * 366), end + timedelta(1), inc=True
            )
            found = [one.date() for one in days if one.date() <= today]
    without = {_day(one.dt, None) for one in _listed(event.get("EXDATE"))}
    without |= moved.get(str(event.get("UID", "")), set()) if "RECURRENCE-ID" not in event else set()
    return [day for day in found if day not in without][-_LAST:]


def _rule_text(rule: Any) -> str:
    """The rule without the zone of its end, as its beginning is without one."""
    parts = [part for part in rule.to_ical().decode().split(";") if part]
    return ";".join(part.rstrip("Z") if part.startswith("UNTIL=") else part for part in parts)


def _listed(value: Any) -> Iterator[Any]:
    for one in value if isinstance(value, list) else [value] if value is not None else []:
        yield from one.dts


def _day(moment: date | datetime, zone: tzinfo | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    if zone is not None and moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.date()
