"""event: a conference or meetup to attend, from its note's date."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.model import Item, Kind, Standing, Vault, Window
from relnotes.schedule.cadence import paused
from relnotes.schedule.kinds import item
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("event",)


def items(vault: Vault, _standings: Mapping[str, Standing], window: Window) -> Iterable[Item]:
    """One for each event note that lies today or ahead."""
    for contact in vault.contacts.values():
        day = contact.note.date
        if contact.note.type == "event" and day and day >= window.today and not paused(contact, window.today):
            found = item(contact, "event", by_day(day, window.today), "event", None)
            yield replace(found, line=contact.fields.lines.get("date", 1), due=day, planned=day, key="")
