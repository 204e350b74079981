"""A point in time on the command line: a date, or how long from today."""

from contextlib import suppress
from datetime import date

import click

from relnotes.model import Cadence


class When(click.ParamType[date | Cadence]):
    """``2026-01-01``, or ``6m`` for six months ago or ahead; `day_of` turns either into a day."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | Cadence:
        from relnotes.parse.when import Unreadable, read_cadence, read_date

        found: date | Cadence | None = None
        for read in (read_cadence, read_date):
            with suppress(Unreadable):
                found = found or read(str(value))
        if found is None:
            hint = "write for example 6m, 1y, 8 weeks, or a date such as 2026-01-01"
            self.fail(f"“{value}” is no time: {hint}.", param, ctx)
        return found


def day_of(when: date | Cadence, today: date, *, ahead: bool = False) -> date:
    """The day itself, or the day so long before today, or `ahead` of it."""
    from relnotes.parse.when import add

    return when if isinstance(when, date) else add(today, when, 1 if ahead else -1)
