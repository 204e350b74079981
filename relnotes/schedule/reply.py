"""reply: they wrote, and it is my turn. Before all others, and outside of the capacity."""

from collections.abc import Iterable

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window

KINDS: tuple[Kind, ...] = ("reply",)


def items(_contact: Contact, standing: Standing | None, bare: Item, _window: Window) -> Iterable[Item]:
    """One for a contact whose newest entry says that they wrote."""
    if standing is None or standing.state != "reply" or standing.heard is None:
        return
    heard, day = standing.heard, standing.heard.date
    yield replace(
        bare,
        kind="reply",
        state="reply",
        reason="reply",
        line=heard.line if heard.path == bare.path else 1,
        due=day,
        since=day,
        subject=heard.text,
        key=day.isoformat(),
    )
