"""promises and ledger: what was promised, what was given."""

import shutil
from datetime import date

import click
from msgspec.structs import replace

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault, the_contact
from relnotes.cli.options import Settings, common
from relnotes.insight.incognito import HIDDEN
from relnotes.insight.ledger import ledgers
from relnotes.insight.promises import promises as promises_of
from relnotes.render.clean import shown
from relnotes.shell.live import Today

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command()
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Also those that were kept or taken back.")
@_FORMAT
@common
@click.pass_obj
def promises(settings: Settings, name: str | None, everything: bool, form: str) -> None:
    """What you promised, and what they did: late, open, kept.

    \b
    relnotes promises             with everybody
    relnotes promises Leila       with one

    A promise is a line below a log entry, or a task, that begins with `promised:` or `they promised:`.
    Tick it when it is kept; write [-] in its box when you have said that it will not come.
    """
    from relnotes.render.promises import render_json, render_promises

    day = open_vault(settings)
    names = _names(settings, day, name)
    found = [one for one in promises_of(day.vault, day.window.today) if one.contact in names]
    if settings.incognito:
        found = [replace(one, text=HIDDEN, path=HIDDEN, line=0) for one in found]
        names = dict.fromkeys(names, day.texts.gettext("Person"))
    if form == "json":
        click.echo(render_json(found, names, day.window.today), nl=False)
        return
    columns = shutil.get_terminal_size().columns
    text = render_promises(found, names, day.window.today, day.texts, columns, painter(settings), everything=everything)
    click.echo(text, nl=False, color=settings.colored())


@click.command()
@click.argument("name", required=False)
@_FORMAT
@common
@click.pass_obj
def ledger(settings: Settings, name: str | None, form: str) -> None:
    """What you gave, got, asked and thanked for, and whom you brought together.

    \b
    relnotes ledger               with everybody
    relnotes ledger Leila         with one

    It reads lines below log entries that begin with gave, got, asked, they asked, thanked, shared, intro, outcome.
    """
    from relnotes.render.ledger import counts, render_json, render_ledger

    day = open_vault(settings)
    names = _names(settings, day, name)
    today: date = day.window.today
    found = {contact: one for contact, one in ledgers(day.vault, today).items() if contact in names}
    if settings.incognito:
        for line in counts(found, day.texts):
            click.echo(line)
        return
    everybody = {contact.id: contact.name for contact in day.vault.contacts.values()}
    if form == "json":
        click.echo(render_json(found, everybody, today), nl=False)
        return
    columns = shutil.get_terminal_size().columns
    text = render_ledger(found, everybody, today, day.texts, columns, painter(settings), alone=name is not None)
    if name is not None:
        (called,) = names.values()
        text = painter(settings)("title", shown(called)) + "\n\n" + text
    click.echo(text, nl=False, color=settings.colored())


def _names(settings: Settings, day: Today, name: str | None) -> dict[str, str]:
    """The names by id of those who are meant: one contact, or everybody."""
    found = [the_contact(settings, day, name)] if name else list(day.vault.contacts.values())
    return {contact.id: contact.name for contact in found}
