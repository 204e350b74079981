"""The first line: what it can name that both share. The most telling thing first; none where nothing is known."""

from datetime import date, timedelta

from msgspec.structs import replace

from relnotes.insight.promises import expected
from relnotes.model import Brief, Contact, Opening, Promise, Touch

_RECENT = timedelta(days=30)
_JUST_NOW = timedelta(days=21)
_SAME_YEAR = timedelta(days=300)
_LONG_AGO = timedelta(days=540)


def choose_opening(brief: Brief, contact: Contact, today: date) -> Opening | None:
    """What to begin with, for somebody of whom this brief is; None where nothing says anything."""
    past = (touch for touch in reversed(contact.touches) if touch.date <= today and touch.way != "none")
    newest = next(past, None)
    spoke = newest if newest is None or newest.way != "sent" else next((one for one in past if one.way != "sent"), None)
    found = (
        _of_the_moment(brief, contact, newest, spoke, today)
        or _of_the_last_talk(brief, spoke, today)
        or _of_old_times(brief)
    )
    if found and found.day and today - found.day > _SAME_YEAR:
        return replace(found, long_ago=True)
    return found


def _of_the_moment(
    brief: Brief, contact: Contact, newest: Touch | None, spoke: Touch | None, today: date
) -> Opening | None:
    """What is new between us: a lost job, their message, an event, a promise that I owe, a new job."""
    if brief.news and brief.news.change == "left" and not brief.news.told:
        return Opening("lost", next((one.company for one in brief.overlaps), ""))
    if newest and newest.way == "heard":
        return Opening("heard", day=newest.date, head=newest.head)
    if spoke and spoke.head == "event" and spoke.path != contact.path and today - spoke.date <= _RECENT:
        return Opening("event", spoke.text, spoke.date)
    late = [one for one in contact.promises if _owed(one, today)]
    if late:
        return Opening("owed", day=max(late, key=lambda one: one.made or date.min).made)
    if brief.news and brief.news.change == "joined" and not brief.news.told:
        return Opening("joined", brief.news.company, brief.news.month)
    return None


def _owed(one: Promise, today: date) -> bool:
    day = expected(one)
    return one.mine and not one.done and one.made is not None and day is not None and day < today


def _of_the_last_talk(brief: Brief, spoke: Touch | None, today: date) -> Opening | None:
    """The last time that we spoke; after years, rather where we worked together."""
    if spoke is None:
        return None
    if today - spoke.date > _LONG_AGO and (place := _worked(brief)):
        return Opening("worked", place, spoke.date)
    return Opening("recent" if today - spoke.date <= _JUST_NOW else "spoke", day=spoke.date, head=spoke.head)


def _of_old_times(brief: Brief) -> Opening | None:
    """Without any talk in the log: where we met or worked, who brought us together, what both of us like."""
    met = brief.met
    if met and met.via:
        return Opening("via", met.via, met.on)
    if met and met.at:
        return Opening("met", met.at, met.on)
    if place := _worked(brief):
        return Opening("worked", place)
    if brief.shared:
        return Opening("shared", brief.shared[0])
    if met and met.on:
        return Opening("met", "", met.on)
    return Opening("interest", brief.interests[0]) if brief.interests else None


def _worked(brief: Brief) -> str:
    return next((one.company for one in brief.overlaps if one.together), "")
