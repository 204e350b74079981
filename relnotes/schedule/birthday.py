"""birthday and date: days of every year."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from relnotes.model import Config, Contact, Item, Kind, Standing, Window, Yearly
from relnotes.schedule.standing import by_day

KINDS: tuple[Kind, ...] = ("birthday", "date")


def items(contact: Contact, standing: Standing | None, bare: Item, window: Window) -> Iterable[Item]:
    """The next birthday of a contact, and the next of each of its own dates. Who is paused has none."""
    if standing is None or standing.state == "paused":
        return
    today, fields = window.today, contact.fields
    seen: dict[str, int] = {}
    birthday = (("", fields.birthday),) if fields.birthday else ()
    for label, yearly in (*birthday, *fields.dates):
        kind: Kind = "date" if label else "birthday"
        day = next_day(yearly, today, window.config)
        number = seen[label] = seen.get(label, -1) + 1
        yield replace(
            bare,
            kind=kind,
            state=by_day(day, today),
            reason=kind,
            line=fields.lines.get("dates" if label else "birthday", 1),
            due=day,
            planned=day,
            subject=label,
            key=f"{label}#{number}" if number else label,
            yearly=yearly,
        )


def next_day(yearly: Yearly, today: date, config: Config) -> date:
    """The next day from today on that is this day of the year."""
    this_year = on_year(yearly, today.year, config)
    return this_year if this_year >= today else on_year(yearly, today.year + 1, config)


def on_year(yearly: Yearly, year: int, config: Config) -> date:
    """The day in a year; 29 February falls on the configured day of common years."""
    try:
        return date(year, yearly.month, yearly.day)
    except ValueError:
        month, day = config.leap_day.split("-")
        return date(year, int(month), int(day))
