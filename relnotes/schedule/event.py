"""event: a conference or meetup to attend, from its note's date."""

from collections.abc import Iterable

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window
from relnotes.schedule.cadence import paused
from relnotes.schedule.kinds import item
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("event",)


def items(contact: Contact, _standing: Standing | None, window: Window) -> Iterable[Item]:
    """One for the note of an event that lies today or ahead."""
    day = contact.note.date
    if contact.note.type == "event" and day and day >= window.today and not paused(contact, window.today):
        found = item(contact, "event", by_day(day, window.today), "event", None)
        yield replace(found, line=contact.fields.lines.get("date", 1), due=day, planned=day, key="")
