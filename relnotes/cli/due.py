"""due and next: whom to think of today."""

import shutil

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import on_screen, open_vault
from relnotes.cli.options import Settings, common
from relnotes.schedule.agenda import is_now, select

NOBODY_YET = """\
There is no note about a person here yet. A note becomes one with these lines at its top:
    ---
    tags: [person]
    cadence: 8w
    ---"""


class _Days(click.ParamType[int]):
    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from datetime import date

        from relnotes.parse.when import Unreadable, add, read_cadence

        try:
            found = read_cadence(str(value))
        except Unreadable:
            found = None
        if found is None:
            self.fail(f"“{value}” is no time: write for example 2w, 10d or 3 months.", param, ctx)
        start = date(2001, 1, 1)
        return (add(start, found) - start).days


@click.command()
@click.option("--within", type=_Days(), help="Also what comes within a time, such as 2w.")
@click.option("--all", "everything", is_flag=True, help="Everyone with a cadence, whatever their state.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@common
@click.pass_obj
def due(settings: Settings, within: int | None, everything: bool, form: str) -> None:
    """Whom to think of today, why now, and where that is written.

    \b
    relnotes due                  seven people, the most pressing first
    relnotes due --within 2w      also what comes in the next two weeks
    relnotes due --format json    for scripts; the shape is a promise
    """
    day = open_vault(settings)
    agenda = on_screen(settings, day)
    items = select(agenda, within or 0, everything=everything)
    if form == "json":
        from relnotes.render.json import render_json

        text = render_json(agenda, items, day.texts)
    elif form == "markdown":
        from relnotes.render.markdown import render_markdown

        text = render_markdown(agenda, items, {} if settings.incognito else day.briefs(), day.texts)
    else:
        from relnotes.render.text import ROWS, listed, render_due
        from relnotes.shell.remembered import remember

        columns = shutil.get_terminal_size().columns
        rows = None if everything or within else ROWS
        text = render_due(agenda, items, day.texts, columns, rows, painter(settings))
        remember(day.root, listed(items, rows))
    click.echo(text, nl=False, color=settings.colored())
    if not day.vault.contacts and not agenda.suggestions:
        click.echo(NOBODY_YET, err=True)


@click.command("next")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def next_one(settings: Settings, form: str) -> None:
    """One person, with what to know before you write: for those who want one step, not a list."""
    from relnotes.render.person import render_next

    day = open_vault(settings)
    agenda = on_screen(settings, day)
    items = [item for item in select(agenda) if is_now(item)]
    mine = [item for item in items if items and item.contact == items[0].contact]
    if form == "json":
        from relnotes.render.json import render_json

        click.echo(render_json(agenda, tuple(mine), day.texts), nl=False)
        return
    brief = day.brief_for(items[0]) if items and not settings.incognito else None
    columns = shutil.get_terminal_size().columns
    text = render_next(agenda, tuple(mine), brief, day.texts, columns, painter(settings))
    click.echo(text, nl=False, color=settings.colored())
