"""reply: they wrote, and it is my turn. Before all others, and outside of the capacity."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.model import Item, Kind, Standing, Vault, Window
from relnotes.schedule.identity import uid
from relnotes.schedule.kinds import item

KINDS: tuple[Kind, ...] = ("reply",)


def items(_vault: Vault, standings: Mapping[str, Standing], window: Window) -> Iterable[Item]:
    """One for each contact whose newest entry says that they wrote; in the calendar on the day it was first seen."""
    for standing in standings.values():
        if standing.state == "reply" and standing.heard:
            day = standing.heard.date
            key = day.isoformat()
            found = item(standing.contact, "reply", "reply", "reply", standing)
            known = window.published.events.get(uid(found.contact, "reply", key))
            yield replace(
                found,
                line=standing.heard.line if standing.heard.path == found.path else 1,
                due=day,
                since=day,
                planned=known.start if known and known.start else window.today,
                subject=standing.heard.text,
                key=key,
            )
