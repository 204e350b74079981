"""Which items of an agenda are shown: what is for today, what comes soon, or all of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from relnotes.model import Agenda, Item, Kind

NOW = {"overdue", "due"}
TAKES_A_PLACE: frozenset[Kind] = frozenset({"check-in", "community", "event-follow-up"})
"""The kinds to which the planner gives a day, of those that have room."""


def select(agenda: Agenda, within: int = 0, *, everything: bool = False) -> tuple[Item, ...]:
    """What the due list shows: what is due or near, what else comes within so many days, or all of it."""
    if everything:
        return agenda.items
    return tuple(item for item in agenda.items if is_shown(item, agenda.today, within))


def by_person(items: Iterable[Item]) -> Mapping[str, tuple[Item, ...]]:
    """The items of an agenda, or of a part of it, by whom they are about; in its order."""
    return {name: tuple(group) for name, group in groupby(items, key=lambda item: item.contact)}


def is_shown(item: Item, today: date, within: int = 0) -> bool:
    """Whether something is due or near, or comes within so many days."""
    return (
        is_now(item)
        or item.state == "upcoming"
        or (item.state == "ok" and item.due is not None and (item.due - today).days <= within)
    )


def is_now(item: Item) -> bool:
    """Whether something is for today."""
    return item.state in NOW or item.state == "reply" or item.reason == "resting-question"
