"""The agenda: every kind's items, planned and ranked. A new kind is one file and one line here."""

from collections import defaultdict
from datetime import date

from relnotes.model import Agenda, Item, Vault, Window
from relnotes.schedule import birthday, checkin, event, event_followup, followup, news, reply
from relnotes.schedule.kinds import KindModule
from relnotes.schedule.planner import plan
from relnotes.schedule.standing import standings

KINDS: tuple[KindModule, ...] = (reply, news, checkin, followup, birthday, event, event_followup)

_ON_ITS_DAY = {"birthday", "date", "event"}
_NOW = {"overdue", "due"}


def build_agenda(vault: Vault, window: Window) -> Agenda:
    """What is to do, in the order of the due list: by person, each where their most pressing item stands."""
    where = standings(vault, window)
    found = [item for kind in KINDS for item in kind.items(vault, where, window)]
    by_contact: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(plan(found, vault, where, window), key=_order):
        by_contact[item.contact].append(item)
    people = sorted(by_contact.values(), key=lambda items: _order(items[0]))
    return Agenda(window.today, tuple(item for items in people for item in items))


def select(agenda: Agenda, within: int = 0, *, everything: bool = False) -> tuple[Item, ...]:
    """What the due list shows: what is due or near, what else comes within so many days, or all of it."""
    if everything:
        return agenda.items
    return tuple(
        item
        for item in agenda.items
        if is_now(item)
        or item.state == "upcoming"
        or (item.state == "ok" and item.due is not None and (item.due - agenda.today).days <= within)
    )


def is_now(item: Item) -> bool:
    """Whether something is for today."""
    return item.state in _NOW or item.state == "reply" or item.reason == "resting-question"


def _order(item: Item) -> tuple[int, float, date, str, str, str]:
    """Replies, who lost a job, what belongs to this very day, what is due by rank, what comes by its day, the rest."""
    day = item.planned or item.due or date.max
    if item.state == "reply":
        section, rank = 0, 0.0
    elif item.state in _NOW:
        on_its_day = item.kind in _ON_ITS_DAY or item.reason == news.LOST
        section, rank = (1, -1.0 * (item.reason == news.LOST)) if on_its_day else (2, -item.rank)
    elif item.reason == "resting-question":
        section, rank = 3, 0.0
    elif item.state in {"upcoming", "ok"}:
        section, rank = (4 if item.state == "upcoming" else 5), 0.0
    else:
        section, rank = 6, 0.0
    first = item.due or date.min if section == 2 else day
    return (section, rank, first, item.contact, item.kind, item.key)
