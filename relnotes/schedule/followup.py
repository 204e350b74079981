"""follow-up and waiting-on: what I promised or noted to do, and what they did."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from relnotes.model import FollowUp, Item, Kind, Standing, Vault, Window
from relnotes.schedule.kinds import item
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("follow-up", "waiting-on")
# Without a day, a follow-up stays in the brief for so long before the list asks about it.
PATIENCE = timedelta(days=14)


def items(vault: Vault, standings: Mapping[str, Standing], window: Window) -> Iterable[Item]:
    """One for each open task and promise; those without a day appear a fortnight after they were noted."""
    today = window.today
    for contact in vault.contacts.values():
        standing = standings.get(contact.id)
        for one in contact.follow_ups:
            since = one.since or (standing.last.date if standing and standing.last else None)
            state = by_day(one.due, today) if one.due else "due"
            if one.due is None and since is not None and since > today - PATIENCE:
                continue
            found = item(contact, "follow-up" if one.mine else "waiting-on", state, _reason(one), standing)
            yield replace(
                found,
                path=one.path,
                line=one.line,
                due=one.due,
                planned=one.due,
                since=one.since,
                subject=one.text,
                key=one.key,
                rank=_rank(one, today),
            )


def _reason(one: FollowUp) -> str:
    if one.mine:
        return "promise" if one.promised else "follow-up"
    return "their-promise" if one.promised else "waiting-on"


def _rank(one: FollowUp, today: date) -> float:
    """On the scale of check-ins: 1 when due, one more for each fortnight late; what they owe weighs half."""
    late = max((today - one.due).days, 0) if one.due else 0
    return round((1 + late / PATIENCE.days) * (1.0 if one.mine else 0.5), 4)
