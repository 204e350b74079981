"""focus: who is active, who waits, how the rhythm was kept of late, and the limit that would fit."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from relnotes.insight.rhythm import LATELY, days_away, rounds
from relnotes.model import Standing, Vault, Window
from relnotes.schedule.focus import in_line

# Two more, when four in five were kept; a few dues are no evidence.
_MORE = 2
_ENOUGH = 3


class Focus(Struct, frozen=True):
    """Who is active and who waits, in the order of admission; how many dues of late were kept; another limit."""

    limit: int | None
    active: tuple[Standing, ...]
    waiting: tuple[Standing, ...]
    since: date
    due: int
    kept: int
    suggested: int | None = None


def see_focus(vault: Vault, standings: Mapping[str, Standing], window: Window) -> Focus:
    """The focus of today, and the habit of the last weeks."""
    since = window.today - LATELY + timedelta(days=1)
    people = [standings[contact.id] for contact in in_line(vault, window)]
    limit = window.config.focus
    active, waiting = people[:limit], people[limit:] if limit is not None else []
    found = list(rounds(active, days_away(vault, window), since, window.today))
    kept = sum(one.kept for one in found)
    good = len(found) >= _ENOUGH and kept * 5 >= len(found) * 4
    suggested = limit + min(_MORE, len(waiting)) if limit is not None and waiting and good else None
    return Focus(limit, tuple(active), tuple(waiting), since, len(found), kept, suggested)
