"""brief: what to say to somebody."""

import shutil

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault, the_contact
from relnotes.cli.options import Settings, common
from relnotes.shell.errors import CannotRun


@click.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def brief(settings: Settings, name: str, form: str) -> None:
    """What to say to somebody, before you write.

    The last topic, what is open both ways, what you could give, how to reach them, and a first line.

    \b
    relnotes brief Leila
    relnotes brief Leila --format json    for scripts; the shape is a promise

    NAME is a name, an alias, a path, or the beginning of one; case and accents do not matter.
    """
    if settings.incognito:
        raise CannotRun("A brief is all names and texts, so there is nothing to show of it while incognito.")
    day = open_vault(settings)
    contact = the_contact(settings, day, name)
    items = tuple(item for item in day.agenda.items if item.contact == contact.id)
    found = day.brief(contact)
    if form == "json":
        from relnotes.render.json import render_brief as render_json

        click.echo(render_json(day.agenda.today, contact, found, day.texts), nl=False)
        return
    from relnotes.render.person import render_brief

    columns = shutil.get_terminal_size().columns
    text = render_brief(day.agenda, contact, items, found, day.texts, columns, painter(settings))
    click.echo(text, nl=False, color=settings.colored())
