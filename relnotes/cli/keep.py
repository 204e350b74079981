"""keep: how often one wants to be in touch with somebody."""

from pathlib import Path

import click

from relnotes.cli.clock import today
from relnotes.cli.context import choose, nobody
from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.cli.writing import How, change, writes
from relnotes.edit.properties import set_property
from relnotes.model import Config, Note
from relnotes.parse.when import Unreadable, read_cadence
from relnotes.render.clean import shown
from relnotes.render.text import STATES
from relnotes.render.wording import every as every_words
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today, compute
from relnotes.shell.snapshot import take_snapshot
from relnotes.shell.write import Edit
from relnotes.vault import find_notes


@click.command()
@click.argument("name")
@click.option("--every", metavar="CADENCE", help="How often: 8w, 3 months, monthly, twice a year, none.")
@click.option(
    "--circle", metavar="CIRCLE", help="Or the circle whose rhythm to follow: inner, close, network, your own."
)
@writes
@common
@click.pass_obj
def keep(settings: Settings, name: str, every: str | None, circle: str | None, how: How) -> None:
    """Put somebody on the list: give their note a cadence, or a circle.

    \b
    relnotes keep Leila --every 8w
    relnotes keep "Ada Engineer" --circle close

    Only this property of the note changes; everything else stays as it is, to the byte.
    """
    if (every is None) == (circle is None):
        raise click.UsageError("Say either --every 8w or --circle close.")
    root = vault_folder(settings)
    config = load_config(root)
    name_of, value = wish(config, every, circle)
    day = _read(settings, root, config)
    note = _note_of(settings, day, name)
    change(settings, root, {note.path: _edit(note, name_of, value)}, how, f"Keep in touch with {note.name}")
    if how.dry_run:
        return
    _say_what_holds(settings, _read(settings, root, config), note.path)
    if circle is not None and note.fields.cadence:
        line = note.fields.lines["cadence"]
        click.echo(f"Its own cadence, on line {line}, wins over the circle's.", err=True)


def wish(config: Config, every: str | None, circle: str | None) -> tuple[str, str]:
    """The property to set and its value, once it is known to mean something."""
    if every is not None:
        try:
            read_cadence(every)
        except Unreadable as error:
            raise CannotRun(f"{error}: {error.hint}.") from None
        return "cadence", every
    circles = {one.name for one in config.circles if one.cadence}
    if circle is None or circle.casefold() not in circles:
        raise CannotRun(f"There is no circle “{circle}” with a cadence here: there are {', '.join(sorted(circles))}.")
    return "circle", circle


def _read(settings: Settings, root: Path, config: Config) -> Today:
    return compute(root, config, take_snapshot(root, config), settings.today or today(config))


def _note_of(settings: Settings, day: Today, name: str) -> Note:
    """The one note that the words mean: a contact's, or a plain one about somebody who is none yet."""
    contacts = {contact.path for contact in day.vault.contacts.values()}
    # Among all notes, so that a plain note of just this name wins over a contact whose name merely begins so.
    found = find_notes(day.vault.notes.values(), name)
    found = [note for note in found if note.path in contacts] or found
    if not found:
        raise nobody(name)
    note = found[0] if len(found) == 1 else choose(settings, name, found)
    if note.type in {"me", "event"}:
        raise CannotRun(f"{shown(note.path)} is a note of `type: {note.type}`, which has no cadence.")
    return note


def _edit(note: Note, prop: str, value: str) -> Edit:
    def edit(data: bytes) -> bytes:
        changed = set_property(note.path, data, prop, value)
        marks = not note.marked and prop == "circle"
        return set_property(note.path, changed, "type", "person") if marks else changed

    return edit


def _say_what_holds(settings: Settings, day: Today, path: str) -> None:
    """What the vault makes of it now, which may be less than was wished for."""
    contact = next((contact for contact in day.vault.contacts.values() if contact.path == path), None)
    if contact is None:
        people = ", ".join(day.window.config.people)
        click.echo(f"It is on no list yet: the config looks for people in {people} only.", err=True)
        return
    item = next((one for one in day.agenda.items if one.contact == contact.id and one.cadence), None)
    name = "This contact" if settings.incognito else shown(contact.name)
    if item is None or item.cadence is None:
        click.echo(f"{name} is on no list: the note's own cadence says none.", err=True)
    elif item.state in STATES:
        state = day.texts.gettext(STATES[item.state])
        click.echo(f"{name} is off the list for now ({state}): relnotes due --all", err=True)
    else:
        when = f", due {item.due.isoformat()}" if item.due else ""
        click.echo(f"{name} is on your list {every_words(item.cadence, day.texts)}{when}.", err=True)
