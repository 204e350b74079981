"""event: a conference or meetup to attend, from its note's date."""

from collections.abc import Iterable

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window
from relnotes.schedule.cadence import paused
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("event",)


def items(contact: Contact, _standing: Standing | None, bare: Item, window: Window) -> Iterable[Item]:
    """One for the note of an event that lies today or ahead."""
    day = contact.note.date
    if contact.note.type == "event" and day and day >= window.today and not paused(contact, window.today):
        state, line = by_day(day, window.today), contact.fields.lines.get("date", 1)
        yield replace(bare, kind="event", state=state, reason="event", line=line, due=day, planned=day)
