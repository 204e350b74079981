"""rename: a note's file gets another name, and every link to it follows."""

from collections.abc import Mapping

import click

from relnotes.cli.context import choose, nobody, read_vault
from relnotes.cli.options import Settings, common
from relnotes.cli.writing import How, change, committing, say, show, writes
from relnotes.edit.filename import file_stem, path_key
from relnotes.edit.links import Rename, retarget, retitle
from relnotes.edit.refused import Refused
from relnotes.model import Note
from relnotes.parse.links import stem
from relnotes.render.clean import shown
from relnotes.shell.disk import read_note
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today
from relnotes.shell.write import Edit, change_notes, move_note, plan_notes
from relnotes.vault import find_notes, name_key, resolve


@click.command()
@click.argument("name")
@click.argument("new_name", metavar="NEW")
@writes
@common
@click.pass_obj
def rename(settings: Settings, name: str, new_name: str, how: How) -> None:
    """Give a note another name; the links to it in all notes follow.

    File and title get the new name. The old one becomes an alias, so that what is written down elsewhere still leads
    to the note.

    \b
    relnotes rename "Leila Hassan" "Leila Mansour"
    """
    day = read_vault(settings)
    note = _note_of(settings, day, name)
    new_name = " ".join(new_name.split())
    way = _rename(day, note, new_name)
    if way is None:
        _finish(settings, day, note, how)
        return
    own: Mapping[str, Edit] = {note.path: _own_edit(note, way, new_name, day)}
    others = _links_to(day, note, way)
    planned = [*plan_notes(day.root, own), *plan_notes(day.root, others)]
    if how.dry_run:
        for one in planned:
            show(settings, one, way.new if one.path == way.old else "")
        if way.old != way.new and not settings.incognito:
            click.echo(f"{shown(way.old)} -> {shown(way.new)}")
        return
    paths = [way.old, way.new, *others]
    commit = committing(day.root, paths) if how.commit else None
    # In this order every link leads to the note at any moment: by its name, or by the alias.
    done = change_notes(day.root, own)
    move_note(day.root, way.old, way.new)
    click.echo("One note renamed." if settings.incognito else f"{shown(way.old)} -> {shown(way.new)}")
    try:
        done += change_notes(day.root, others)
    except CannotRun as error:
        raise CannotRun(f"The note is {shown(way.new)} now, but not all links to it: {error}") from None
    for one in done:
        if one.path != way.old:
            say(settings, one)
    if commit:
        touched = [way.old, way.new, *(one.path for one in done)]
        commit(list(dict.fromkeys(touched)), f"Rename {stem(note.path.rsplit('/', 1)[-1])} to {new_name}")


def _note_of(settings: Settings, day: Today, name: str) -> Note:
    """The one note that the words mean: a contact's, or any other."""
    contacts = {contact.path for contact in day.vault.contacts.values()}
    found = find_notes(day.vault.notes.values(), name)
    found = [note for note in found if note.path in contacts] or found
    if not found:
        raise nobody(name)
    return found[0] if len(found) == 1 else choose(settings, name, found)


def _rename(day: Today, note: Note, new_name: str) -> Rename | None:
    """The new path, in the same folder; None when the note is there already, CannotRun when another one is."""
    if not new_name:
        raise CannotRun("Say the new name, as in relnotes rename “Leila Hassan” “Leila Mansour”.")
    folder = note.path.rpartition("/")[0]
    name = file_stem(new_name)
    new = f"{folder}/{name}.md" if folder else f"{name}.md"
    if new == note.path and note.name == new_name:
        return None
    for path in day.vault.notes:
        if path != note.path and path_key(path) == path_key(new):
            raise CannotRun(f"{shown(path)} is there already: choose another name.")
    others = [path for path in day.vault.notes if path != note.path]
    ambiguous = any(name_key(stem(path.rsplit("/", 1)[-1])) == name_key(name) for path in others)
    return Rename(note.path, new, ambiguous)


def _finish(settings: Settings, day: Today, note: Note, how: How) -> None:
    """Change the links that a renaming has left behind that was cut short: by the path of the old name."""
    folder = note.path.rpartition("/")[0]
    edits: dict[str, Edit] = {}
    for alias in note.fields.aliases:
        old = Rename(f"{folder}/{alias}.md", note.path)
        for path, other in day.vault.notes.items():
            if folder and other.readable and any(_lost(day, link.target, old) for link in other.links):
                edits[path] = _then(edits.get(path), _finishing(path, old, day))
    if not edits:
        raise CannotRun(f"{shown(note.path)} is called so already, and no link to an old name is left.")
    change(settings, day.root, edits, how, f"Links to {note.name}")


def _lost(day: Today, target: str, old: Rename) -> bool:
    return name_key(target) == name_key(stem(old.old)) and resolve(day.vault.names, target) is None


def _finishing(path: str, old: Rename, day: Today) -> Edit:
    return lambda data: retarget(path, data, old, lambda target: _lost(day, target, old))


def _then(first: Edit | None, second: Edit) -> Edit:
    return second if first is None else lambda data: second(first(data))


def _own_edit(note: Note, change: Rename, new_name: str, day: Today) -> Edit:
    linked = _retarget(note.path, change, day)
    return lambda data: retitle(note.path, linked(data), change, new_name)


def _links_to(day: Today, note: Note, change: Rename) -> dict[str, Edit]:
    """The edit of every other note that links the file."""
    found: dict[str, Edit] = {}
    if change.old == change.new:
        return found
    for path, other in day.vault.notes.items():
        if path == note.path or not any(resolve(day.vault.names, link.target) == note.path for link in other.links):
            continue
        edit = _retarget(path, change, day)
        try:
            edit(read_note(day.root, path) or b"")
        except Refused as error:
            # Such a link goes on to lead there by the alias, or is told of here.
            click.echo(shown(str(error)), err=True)
            continue
        found[path] = edit
    return found


def _retarget(path: str, change: Rename, day: Today) -> Edit:
    names = day.vault.names
    return lambda data: retarget(path, data, change, lambda target: resolve(names, target) == change.old)
