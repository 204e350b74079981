"""keep: how often one wants to be in touch with somebody."""

import click

from relnotes.cli.clock import today
from relnotes.cli.context import the_contact, vault_folder
from relnotes.cli.options import Settings, common
from relnotes.parse.links import stem
from relnotes.render.clean import shown
from relnotes.shell.disk import load_config, read_note, write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today, compute, take_snapshot
from relnotes.vault import resolve


@click.command()
@click.argument("name")
@click.option("--every", metavar="CADENCE", help="How often: 8w, 3 months, monthly, twice a year, none.")
@click.option(
    "--circle", metavar="CIRCLE", help="Or the circle whose rhythm to follow: inner, close, network, your own."
)
@common
@click.pass_obj
def keep(settings: Settings, name: str, every: str | None, circle: str | None) -> None:
    """Put somebody on the list: give their note a cadence, or a circle.

    \b
    relnotes keep Leila --every 8w
    relnotes keep "Ada Engineer" --circle close

    Only this property of the note changes; everything else stays as it is, to the byte.
    """
    from relnotes.edit.properties import Refused, set_property
    from relnotes.parse.when import Unreadable, read_cadence

    if (every is None) == (circle is None):
        raise click.UsageError("Say either --every 8w or --circle close.")
    root = vault_folder(settings)
    config = load_config(root)
    if every is not None:
        try:
            read_cadence(every)
        except Unreadable as error:
            raise CannotRun(f"{error}: {error.hint}.") from None
    circles = {one.name for one in config.circles if one.cadence}
    if circle is not None and circle.casefold() not in circles:
        raise CannotRun(f"There is no circle “{circle}” with a cadence here: there are {', '.join(sorted(circles))}.")
    day = compute(root, config, take_snapshot(root, config), settings.today or today(config))
    path, who = _note_of(settings, day, name)
    data = read_note(root, path)
    if data is None:
        raise CannotRun(f"{path} cannot be read just now: try again.")
    prop, value = ("cadence", every) if every is not None else ("circle", circle or "")
    try:
        changed = set_property(path, data, prop, value)
        if not day.vault.notes[path].marked and prop == "circle":
            changed = set_property(path, changed, "type", "person")
    except Refused as error:
        raise CannotRun(str(error)) from None
    if read_note(root, path) != data:
        raise CannotRun(f"{path} was changed by somebody else just now, so nothing was written: try again.")
    write_whole(root / path, changed)
    click.echo(f"{shown(path)}: {prop}: {value}")
    if day.vault.notes[path].marked or not config.people:
        click.echo(f"{shown(who)} is on your list: relnotes due --all", err=True)


def _note_of(settings: Settings, day: Today, name: str) -> tuple[str, str]:
    """The note of a contact, or of somebody who is none yet: a plain note by its name or path."""
    path = resolve(day.vault.names, stem(name))
    if path and path not in {contact.path for contact in day.vault.contacts.values()}:
        if not day.vault.notes[path].readable:
            raise CannotRun(f"{path} cannot be read as a note; mend it first.")
        return path, day.vault.notes[path].name
    contact = the_contact(settings, day, name)
    return contact.path, contact.name
