"""show: the whole picture of a contact."""

import shutil

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault, the_contact
from relnotes.cli.options import Settings, common
from relnotes.insight.incognito import hide_contact
from relnotes.model import Ledger


@click.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def show(settings: Settings, name: str, form: str) -> None:
    """The whole picture of a contact: what is due, the brief, the log, and who links to the note.

    NAME is a name, an alias, a path, or the beginning of one; case and accents do not matter.
    As JSON it is their part of `relnotes due --all`.
    """
    from relnotes.render.ledger import ledger_sections
    from relnotes.render.person import render_person
    from relnotes.render.promises import made_line

    day = open_vault(settings)
    contact = the_contact(settings, day, name)
    columns = shutil.get_terminal_size().columns
    today, texts = day.window.today, day.texts
    names = {one.id: one.name for one in day.vault.contacts.values()}
    items = tuple(item for item in day.agenda.items if item.contact == contact.id)
    brief = day.brief(contact)
    if settings.incognito:
        contact, brief = hide_contact(contact, day.texts.gettext("Person"))
        items = ()
    more = (
        (texts.gettext("Promises"), [made_line(one, today, texts) for one in reversed(contact.promises)]),
        *ledger_sections(day.ground.ledgers.get(contact.id, Ledger()), names, texts),
    )
    if form == "json":
        from relnotes.render.json import render_json

        click.echo(render_json(day.agenda, items, day.texts), nl=False)
        return
    click.echo(
        render_person(
            day.agenda, contact, items, brief, day.texts, columns, painter(settings), () if settings.incognito else more
        ),
        nl=False,
        color=settings.colored(),
    )
