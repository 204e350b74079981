"""reply: they wrote, and it is my turn. Before all others, and outside of the capacity."""

from collections.abc import Iterable

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window
from relnotes.schedule.kinds import item

KINDS: tuple[Kind, ...] = ("reply",)


def items(contact: Contact, standing: Standing | None, _window: Window) -> Iterable[Item]:
    """One for a contact whose newest entry says that they wrote."""
    if standing is None or standing.state != "reply" or standing.heard is None:
        return
    day = standing.heard.date
    found = item(contact, "reply", "reply", "reply", standing)
    yield replace(
        found,
        line=standing.heard.line if standing.heard.path == found.path else 1,
        due=day,
        since=day,
        subject=standing.heard.text,
        key=day.isoformat(),
    )
