"""export: the people of the vault for other programs."""

import os
import sys
from pathlib import Path

import click

from relnotes.cli.context import choose, nobody
from relnotes.cli.options import Settings, common
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.edit.filename import file_stem
from relnotes.exchange.contact import draft_of
from relnotes.exchange.exports import EXPORTS, Export, People
from relnotes.model import Contact
from relnotes.render.clean import shown
from relnotes.render.importing import count_words
from relnotes.shell.cache import Cache
from relnotes.shell.disk import load_config, read_note, read_output, write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.snapshot import take_snapshot
from relnotes.vault import build_vault, find_notes

_NAMES = [one.name for one in EXPORTS]


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--format", "form", type=click.Choice(_NAMES), default=None, help="Else by the ending of the file; vcard."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=str), metavar="FILE", help="A file, or a folder for one card a person."
)
@common
@click.pass_obj
def export(settings: Settings, names: tuple[str, ...], form: str | None, output: str | None) -> None:
    """Write the people of the vault for address books, spreadsheets and other programs.

    \b
    relnotes export -o people.vcf             vCard 3.0, which every phone reads
    relnotes export --format vcard4 "Leila"   one person, to the terminal
    relnotes export -o people.csv             a table, safe to open in a spreadsheet
    relnotes export -o cards/                 one card a person, for khard or vdirsyncer
    relnotes export --format json             the whole model

    Cards and tables say who somebody is; the log is only in json and friends.
    """
    if settings.incognito:
        raise CannotRun("An export is names and addresses, which are hidden while incognito.")
    root = vault_folder(settings)
    config = load_config(root)
    with reading() as tick:
        vault = build_vault(
            take_snapshot(root, config, tick=tick, cache=Cache(root, config.contact_kinds)).notes, config
        )
    chosen = _chosen(form, output)
    everyone = [one for one in vault.contacts.values() if one.note.type == "person"]
    contacts = [_meant(settings, everyone, name) for name in names] or everyone
    people = [(one, draft_of(one, read_note(root, one.path) or b"", vault)) for one in contacts]
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(chosen.render(people).encode())
        return
    path = Path(output).expanduser()
    if path.is_dir() or output.endswith(("/", os.sep)):
        _write_cards(path, chosen, people)
    else:
        _refuse_foreign(path, chosen)
        write_whole(path, chosen.render(people).encode())
    click.echo(f"{output}: {count_words(len(people), 'person', 'people')}, {chosen.title}", err=True)


def _chosen(form: str | None, output: str | None) -> Export:
    name = form
    if name is None and output is not None:
        name = next((one.name for one in EXPORTS if output.lower().endswith(one.ending)), None)
    return next(one for one in EXPORTS if one.name == (name or "vcard"))


def _meant(settings: Settings, contacts: list[Contact], words: str) -> Contact:
    by_path = {one.path: one for one in contacts}
    found = find_notes((one.note for one in contacts), words)
    if not found:
        raise nobody(words)
    return by_path[(found[0] if len(found) == 1 else choose(settings, words, found)).path]


def _refuse_foreign(output: Path, chosen: Export) -> None:
    """An earlier export is written anew; anything else that lies there is left alone."""
    old = read_output(output)
    begins = {one.begins.encode() for one in EXPORTS if one.ending == chosen.ending}
    if old is not None and old.strip() and not old.startswith(tuple(begins)):
        raise CannotRun(f"{shown(str(output))} is no earlier export, so it is left alone: name another file.")


def _write_cards(folder: Path, chosen: Export, people: People) -> None:
    """One card a file, as address books in folders (vdir) want them."""
    if not chosen.name.startswith("vcard"):
        raise CannotRun(f"Only cards come one by one into a folder: name a file for {chosen.title}.")
    for contact, draft in people:
        path = folder / f"{file_stem(contact.path.rsplit('/', 1)[-1].removesuffix('.md'))}.vcf"
        _refuse_foreign(path, chosen)
        write_whole(path, chosen.render([(contact, draft)]).encode())
