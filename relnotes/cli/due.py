"""due and next: whom to think of today."""

import shutil

import click
from msgspec.structs import replace

from relnotes.cli.clock import today
from relnotes.cli.colors import painter
from relnotes.cli.context import at_a_glance, on_screen, open_vault, say_problems_of
from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.schedule.listing import is_now, select
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import load_config

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
    if form == "markdown":
        _as_note(settings, within, everything=everything)
        return
    if within or everything:
        day = open_vault(settings)
        root, texts, anybody = day.root, day.texts, bool(day.vault.contacts)
        agenda = replace(day.agenda, items=select(day.agenda, within or 0, everything=everything))
    else:
        root = vault_folder(settings)
        config = load_config(root)
        seen = at_a_glance(root, config, settings.today or today(config))
        say_problems_of(settings, seen.problems)
        agenda, texts, anybody = seen.agenda, load_texts(config.language), seen.anybody
    agenda = on_screen(settings, agenda, texts)
    if form == "json":
        from relnotes.render.json import render_json

        text = render_json(agenda, agenda.items, texts)
    else:
        from relnotes.render.text import ROWS, listed, render_due
        from relnotes.shell.remembered import remember

        columns = shutil.get_terminal_size().columns
        rows = None if everything or within else ROWS
        text = render_due(agenda, agenda.items, texts, columns, rows, painter(settings))
        remember(root, listed(agenda.items, rows))
    click.echo(text, nl=False, color=settings.colored())
    if not anybody and not agenda.suggestions:
        click.echo(NOBODY_YET, err=True)


def _as_note(settings: Settings, within: int | None, *, everything: bool) -> None:
    from relnotes.render.markdown import render_markdown

    day = open_vault(settings)
    agenda = on_screen(settings, day.agenda, day.texts)
    items = select(agenda, within or 0, everything=everything)
    text = render_markdown(agenda, items, {} if settings.incognito else day.briefs, day.texts)
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
    agenda = on_screen(settings, day.agenda, day.texts)
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
