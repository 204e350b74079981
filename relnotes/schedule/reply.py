"""reply: they wrote, and it is my turn. Before all others, and outside of the capacity."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.model import Item, Kind, Standing, Vault, Window
from relnotes.schedule.kinds import item

KINDS: tuple[Kind, ...] = ("reply",)


def items(_vault: Vault, standings: Mapping[str, Standing], _window: Window) -> Iterable[Item]:
    """One for each contact whose newest entry says that they wrote."""
    for standing in standings.values():
        if standing.state == "reply" and standing.heard:
            day = standing.heard.date
            found = item(standing.contact, "reply", "reply", "reply", standing)
            yield replace(
                found,
                line=standing.heard.line if standing.heard.path == found.path else 1,
                due=day,
                since=day,
                planned=day,
                subject=standing.heard.text,
                key=day.isoformat(),
            )
