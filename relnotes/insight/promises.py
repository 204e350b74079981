"""Promises, mine and theirs: which are open, late, kept or taken back, and how many were kept in a time."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from relnotes.model import Promise, Vault

# Without a day, a promise is expected within a fortnight.
PATIENCE = timedelta(days=14)
STATES = ("late", "open", "kept", "dropped")


class Rate(Struct, frozen=True):
    """Of so many promises that fell due in a time, how many were kept. What was taken back does not count."""

    kept: int
    due: int


def promises(vault: Vault, today: date) -> tuple[Promise, ...]:
    """Every promise up to today, by the day on which it is expected; those that nobody can date come first.

    One that was made to several people on one line of a note is there once for each.
    """
    found = [
        one for contact in vault.contacts.values() for one in contact.promises if not one.made or one.made <= today
    ]
    return tuple(sorted(found, key=lambda one: (expected(one) or date.min, one.path, one.line)))


def expected(promise: Promise) -> date | None:
    """The day by which one may expect it: its own, else a fortnight after it was made; None when neither is known."""
    return promise.due or (promise.made + PATIENCE if promise.made else None)


def state(promise: Promise, today: date) -> str:
    """One of ``late``, ``open``, ``kept``, ``dropped``."""
    if promise.done:
        return "dropped" if promise.dropped else "kept"
    day = expected(promise)
    return "late" if day and day < today else "open"


def by_state(found: Iterable[Promise], today: date) -> Mapping[str, tuple[Promise, ...]]:
    """Promises by their state, in the order of ``STATES``; every state is there."""
    sorted_out: dict[str, list[Promise]] = {name: [] for name in STATES}
    for one in found:
        sorted_out[state(one, today)].append(one)
    return {name: tuple(ones) for name, ones in sorted_out.items()}


def kept_rate(found: Iterable[Promise], today: date, since: date = date.min, until: date = date.max) -> Rate:
    """How many were kept of those expected from ``since`` up to, not including, ``until`` and not after today.

    One that was kept before its day counts as well; so does one that nobody can date, where no time is asked for.
    """
    kept = due = 0
    for one in found:
        what = state(one, today)
        day = min((each for each in (expected(one), one.closed if what == "kept" else None) if each), default=None)
        inside = since <= day < until if day else (since, until) == (date.min, date.max)
        if inside and what in {"kept", "late"}:
            due += 1
            kept += what == "kept"
    return Rate(kept, due)
