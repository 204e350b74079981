"""focus and forecast: how many people one keeps up with, and how many one means to."""

import shutil
from datetime import timedelta

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault
from relnotes.cli.moment import When, day_of
from relnotes.cli.options import Settings, common
from relnotes.insight.incognito import hide_focus, hide_forecast
from relnotes.model import Cadence, Day
from relnotes.render.pace import (
    ROWS,
    Screen,
    render_focus,
    render_focus_json,
    render_forecast,
    render_forecast_json,
)
from relnotes.schedule.standing import standings
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today

_FAR = timedelta(days=731)
_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_everyone = click.option("--all", "everyone", is_flag=True, help="Everyone, not only the first seven of each list.")


@click.command()
@_everyone
@_form
@common
@click.pass_obj
def focus(settings: Settings, everyone: bool, form: str) -> None:
    """Who is active, who waits, and whether there is room for more.

    With `[focus] limit = 5` in relnotes.toml so many people are active: first those with `focus: true`, then by the
    weight of their circle, then whom you met first. When four check-ins in five were kept, two more fit.
    """
    from relnotes.insight.focus import see_focus

    day = open_vault(settings)
    found = see_focus(day.vault, standings(day.vault, day.window), day.window)
    if settings.incognito:
        found = hide_focus(found, day.texts.gettext("Person"))
    if form == "json":
        click.echo(render_focus_json(found, day.window.today, day.texts), nl=False)
    else:
        click.echo(render_focus(found, _screen(settings, day, everyone)), nl=False, color=settings.colored())


@click.command()
@click.option("--within", type=When(), default="4 months", show_default=True, help="How far to look ahead.")
@_everyone
@_form
@common
@click.pass_obj
def forecast(settings: Settings, within: Day | Cadence, everyone: bool, form: str) -> None:
    """What your cadences ask for, against what you really do, and who goes cold if that goes on.

    The pace of the last twelve weeks is replayed week by week; days away are left out. Whom you keep up with today is
    taken to be kept first.
    """
    from relnotes.insight.forecast import forecast as look_ahead

    day = open_vault(settings)
    until = day_of(within, day.window.today, ahead=True)
    if until <= day.window.today:
        raise CannotRun(f"{until.isoformat()} is not ahead of {day.window.today.isoformat()}: name a later day.")
    if until - day.window.today > _FAR:
        raise CannotRun(
            f"{until.isoformat()} is too far ahead for a pace of twelve weeks: name a day within two years."
        )
    found = look_ahead(day.vault, standings(day.vault, day.window), day.window, until)
    if settings.incognito:
        found = hide_forecast(found, day.texts.gettext("Person"))
    if form == "json":
        click.echo(render_forecast_json(found, day.window.today, day.texts), nl=False)
    else:
        click.echo(render_forecast(found, _screen(settings, day, everyone)), nl=False, color=settings.colored())


def _screen(settings: Settings, day: Today, everyone: bool) -> Screen:
    columns = shutil.get_terminal_size().columns
    return Screen(day.window.today, day.texts, columns, None if everyone else ROWS, painter(settings))
