"""The sentences of the agenda, in the reader's language. Every generated text of relnotes is made here or in `brief`.

With ``today`` the sentences may say how long ago; without it they hold absolute dates only, so that a text that is
kept (the feed, Due.md) does not change merely because a day has passed.
"""

import re
from datetime import date

from relnotes.model import Cadence, Item, Met, Texts, Yearly
from relnotes.parse.links import tidy


def mark(message: str) -> str:
    """Mark a text for the catalogue that is looked up later."""
    return message


_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip
_LAST = {
    "": mark("Last contact {day}"),
    "call": mark("Last call {day}"),
    "video": mark("Last video call {day}"),
    "coffee": mark("Last coffee {day}"),
    "lunch": mark("Last meal together {day}"),
    "meeting": mark("Last meeting {day}"),
    "message": mark("Last message {day}"),
    "mail": mark("Last mail {day}"),
    "visit": mark("Last visit {day}"),
    "event": mark("Last met at an event {day}"),
    "review": mark("Last review {day}"),
    "letter": mark("Last letter {day}"),
    "gift": mark("Last gift {day}"),
    "heard": mark("They last wrote {day}"),
    "sent": mark("You last wrote {day}"),
}
_AGAIN = {
    "community": mark("Take part again, last time {day}"),
    "writing": mark("Write again, last time {day}"),
}
_HEADS = {
    "call": mark("call"),
    "video": mark("video call"),
    "coffee": mark("coffee"),
    "lunch": mark("meal"),
    "meeting": mark("meeting"),
    "message": mark("message"),
    "mail": mark("mail"),
    "visit": mark("visit"),
    "event": mark("event"),
    "review": mark("review"),
    "letter": mark("letter"),
    "gift": mark("gift"),
    "heard": mark("they wrote"),
    "sent": mark("you wrote"),
}
_VERBS = {
    "check-in": mark("Check in with {name}"),
    "reply": mark("Answer {name}"),
    "community": mark("Take part in {name}"),
    "writing": mark("Write: {name}"),
    "event": mark("Attend {name}"),
    "event-follow-up": mark("Follow up with {name}"),
    "follow-up": mark("{name}: {subject}"),
    "waiting-on": mark("Waiting for {name}: {subject}"),
    "birthday": mark("Birthday of {name}"),
    "date": mark("{name}: {subject}"),
    "news": mark("Write to {name}"),
}
_PROMISES = {
    "promise": mark("You promised {name}: {subject}"),
    "their-promise": mark("{name} promised you: {subject}"),
    "thanks": mark("Thank {name}: {subject}"),
    "joined": mark("Congratulate {name}"),
}


# With the day since when, and without it.
_OPEN = {
    "promise": (mark("You promised {day}: {what}"), mark("You promised: {what}")),
    "their-promise": (mark("They promised {day}: {what}"), mark("They promised: {what}")),
    "waiting-on": (mark("You wait for: {what}"),) * 2,
    "follow-up": (mark("To do: {what}"),) * 2,
    "reader": (mark("A reader wrote {day}, and it is your turn: {what}"),) * 2,
}
_SAID = re.compile(r"\w+")
_SINCE = {
    "event-follow-up": mark("You met at {what} {day}"),
    "joined": mark("With {what} since {month}: congratulate them"),
    "left": mark("Left {what} in {month}: what could you offer?"),
    "thanks": mark("You got this {day}: {what}. Thank them; in public too, if that suits them"),
}


def long_day(day: date, texts: Texts) -> str:
    """14 August 2026"""
    month = texts.gettext(_MONTHS[day.month - 1])
    return texts.gettext("{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def week_day(day: date, texts: Texts) -> str:
    """Friday 14 August 2026"""
    weekday = texts.gettext(_WEEKDAYS[day.weekday()])
    return texts.gettext("{weekday} {date}").format(weekday=weekday, date=long_day(day, texts))


def month_name(day: date, texts: Texts) -> str:
    """August"""
    return texts.gettext(_MONTHS[day.month - 1])


def month_of(day: date, texts: Texts) -> str:
    """August 2026"""
    month = texts.gettext(_MONTHS[day.month - 1])
    return texts.gettext("{month} {year}").format(month=month, year=day.year)


def yearly_day(yearly: Yearly, texts: Texts) -> str:
    """14 August, with the first year where it is known"""
    month = texts.gettext(_MONTHS[yearly.month - 1])
    if yearly.year is None:
        return texts.gettext("{day} {month}").format(day=yearly.day, month=month)
    return texts.gettext("{day} {month} {year}").format(day=yearly.day, month=month, year=yearly.year)


def near_day(day: date, today: date | None, texts: Texts) -> str:
    """A day as one would say it today: today, tomorrow, Friday 27 November; the full date where no today is given."""
    if today is None:
        return long_day(day, texts)
    if day == today:
        return texts.gettext("today")
    if abs((day - today).days) == 1:
        return texts.gettext("tomorrow") if day > today else texts.gettext("yesterday")
    if day.year != today.year:
        return long_day(day, texts)
    month = texts.gettext(_MONTHS[day.month - 1])
    short = texts.gettext("{day} {month}").format(day=day.day, month=month)
    if 1 < (day - today).days < 7:
        return texts.gettext("{weekday} {date}").format(weekday=texts.gettext(_WEEKDAYS[day.weekday()]), date=short)
    return short


def on_day(day: date, today: date | None, texts: Texts) -> str:
    """The same as part of a sentence: today, on 14 August."""
    said = near_day(day, today, texts)
    near = today is not None and abs((day - today).days) <= 1
    return said if near else texts.gettext("on {day}").format(day=said)


def ago(day: date, today: date | None, texts: Texts) -> str:
    """A past day with how long ago it is, from two weeks on."""
    said = near_day(day, today, texts)
    if today is None or (today - day).days < 14:
        return said
    days = (today - day).days
    if days < 7 * 18:
        amount = texts.ngettext("{n} week ago", "{n} weeks ago", days // 7).format(n=days // 7)
    elif days < 365 * 2:
        amount = texts.ngettext("{n} month ago", "{n} months ago", days // 30).format(n=days // 30)
    else:
        amount = texts.ngettext("{n} year ago", "{n} years ago", days // 365).format(n=days // 365)
    return texts.gettext("{day}, {ago}").format(day=said, ago=amount)


def every(cadence: Cadence, texts: Texts) -> str:
    """every 6 weeks; months with days as they were typed"""
    months, days = cadence.months, cadence.days
    if months and days:
        return cadence.text
    if months % 12 == 0 and months:
        return texts.ngettext("every year", "every {n} years", months // 12).format(n=months // 12)
    if months:
        return texts.ngettext("every month", "every {n} months", months).format(n=months)
    if days % 7 == 0:
        return texts.ngettext("every week", "every {n} weeks", days // 7).format(n=days // 7)
    return texts.ngettext("every day", "every {n} days", days).format(n=days)


def head_name(head: str, texts: Texts) -> str:
    """What a kind of contact is called; one of the user's own stays as it is."""
    return texts.gettext(_HEADS[head]) if head in _HEADS else head


def quote(text: str, texts: Texts) -> str:
    return texts.gettext("“{text}”").format(text=text)


def met_line(met: Met, texts: Texts) -> str:
    """How and when somebody was met; in the note's own words where those say more than when, where and through whom."""
    say = texts.gettext
    words = set(_SAID.findall(tidy(met.text).casefold()))
    known = set(_SAID.findall(f"{met.on or ''} {met.at} {met.via} at in via through by on".casefold()))
    if met.on is None or not words <= known:
        return say("How you met: {what}").format(what=tidy(met.text))
    day = on_day(met.on, None, texts)
    if met.at and met.via:
        return say("Met {day}, at {place}, through {name}").format(day=day, place=met.at, name=met.via)
    if met.at:
        return say("Met {day}, at {place}").format(day=day, place=met.at)
    if met.via:
        return say("Met {day}, through {name}").format(day=day, name=met.via)
    return say("Met {day}").format(day=day)


def headline(item: Item, texts: Texts) -> str:
    """What to do, with whom: the verb and the name."""
    message = _PROMISES.get(item.reason) or _VERBS[item.kind]
    return texts.gettext(message).format(name=item.name, subject=item.subject)


def why(item: Item, texts: Texts, today: date | None = None) -> str:
    """Why now, since when; without the name."""
    say = texts.gettext
    since = on_day(item.since, today, texts) if item.since else ""
    due = near_day(item.due, today, texts) if item.due else ""
    match item.reason:
        case "reply":
            text = say("They wrote {day}, and it is your turn").format(day=since)
        case "unanswered":
            wait = texts.ngettext(
                "You wrote {day}; no answer yet",
                "You wrote {n} times, the last {day}; no answer yet",
                item.unanswered,
            )
            text = wait.format(day=_last_day(item, today, texts), n=item.unanswered)
        case "resting-question":
            text = say("Your last message, {day}, had no answer in a year: one last note, or let go?")
            text = text.format(day=_last_day(item, today, texts))
        case "never":
            text = say("Met {day}, not in touch since").format(day=since) if since else say("Not in touch yet")
            text = _with_rhythm(text, item, texts)
        case "next-contact":
            past = today is not None and item.due is not None and item.due < today
            message = say("You meant to be in touch {day}") if past else say("You mean to be in touch {day}")
            text = message.format(day=on_day(item.due, today, texts) if item.due else "")
        case "planned-contact":
            text = say("Planned for {day}").format(day=due)
        case "cadence":
            text = _with_rhythm(_last(item, today, texts), item, texts)
        case _:
            text = _of_other_kinds(item, texts, today, since, due)
    if item.missed >= 3:
        asks = texts.ngettext(
            "missed {n} time: a longer cadence, another channel, or rest?",
            "missed {n} times: a longer cadence, another channel, or rest?",
            item.missed,
        )
        text = say("{text}; {more}").format(text=text, more=asks.format(n=item.missed))
    return text


def _of_other_kinds(item: Item, texts: Texts, today: date | None, since: str, due: str) -> str:
    say = texts.gettext
    if item.reason in _SINCE:
        month = month_of(item.since, texts) if item.since else ""
        return say(_SINCE[item.reason]).format(day=since, month=month, what=item.subject.rstrip("."))
    if item.reason in _OPEN:
        text = say(_OPEN[item.reason][0 if since else 1]).format(day=since, what=item.subject)
        return _with_due(text, item, texts, today, due)
    match item.reason:
        case "birthday":
            return _birthday(item, texts, today)
        case "date":
            text = item.subject
        case "event":
            return say("Attend {day}").format(day=on_day(item.due, today, texts) if item.due else "")
        case _:
            raise ValueError(item.reason)
    return _with_due(text, item, texts, today, due)


def _with_due(text: str, item: Item, texts: Texts, today: date | None, due: str) -> str:
    """With the day by which; a promise of mine that is late, or has waited for a fortnight, with both ways out."""
    say = texts.gettext
    late = today is not None and (item.due is None or item.due < today)
    if item.due is not None and item.due.isoformat() not in item.subject:
        message = say("{text} (was due {day})") if late else say("{text} (due {day})")
        text = (
            say("{what}: {day}").format(what=text, day=due)
            if item.kind == "date"
            else message.format(text=text, day=due)
        )
    if late and item.reason == "promise":
        return say("{text}: do it, or say that it will not come").format(text=text)
    return text


def sentence(item: Item, texts: Texts, today: date | None = None) -> str:
    """What to do and why, in one line."""
    if item.kind not in {"check-in", "reply", "event-follow-up", "news"}:
        return texts.gettext("{name}: {why}").format(name=item.name, why=why(item, texts, today))
    return texts.gettext("{what}. {why}").format(what=headline(item, texts), why=why(item, texts, today))


def _last_day(item: Item, today: date | None, texts: Texts) -> str:
    return ago(item.last_contact, today, texts) if item.last_contact else ""


def _last(item: Item, today: date | None, texts: Texts) -> str:
    message = _AGAIN.get(item.kind) or _LAST.get(item.last_head, _LAST[""])
    return texts.gettext(message).format(day=_last_day(item, today, texts))


def _with_rhythm(text: str, item: Item, texts: Texts) -> str:
    if item.cadence is None:
        return text
    return texts.gettext("{text}; usually {every}").format(text=text, every=every(item.cadence, texts))


def _birthday(item: Item, texts: Texts, today: date | None) -> str:
    day = on_day(item.due, today, texts) if item.due else ""
    year = item.yearly.year if item.yearly else None
    if year is None or item.due is None or not 0 <= item.due.year - year <= 130:
        return texts.gettext("Birthday {day}").format(day=day)
    if today is None:
        return texts.gettext("Birthday {day} (born {year})").format(day=day, year=year)
    age = item.due.year - year
    return texts.ngettext("Birthday {day}, turning {n}", "Birthday {day}, turning {n}", age).format(day=day, n=age)
