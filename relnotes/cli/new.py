"""new: a note about a person, from the vault's template."""

from collections import Counter
from datetime import datetime

import click

from relnotes.cli.candidates import the_candidate
from relnotes.cli.clock import now
from relnotes.cli.context import read_vault
from relnotes.cli.keep import wish
from relnotes.cli.options import Settings, common
from relnotes.cli.writing import How, committing, show, writes
from relnotes.edit.filename import file_stem, path_key
from relnotes.edit.properties import set_property
from relnotes.edit.refused import Refused
from relnotes.exchange.candidates import ways
from relnotes.exchange.compose import Style
from relnotes.exchange.draft import Draft
from relnotes.exchange.merge import fill
from relnotes.exchange.plan import place_of
from relnotes.parse.note import parse_note
from relnotes.parse.words import plain
from relnotes.render.clean import shown
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today
from relnotes.shell.templates import person_note
from relnotes.shell.write import Written, create_note


@click.command()
@click.argument("name")
@click.option("--every", metavar="CADENCE", help="How often you want to be in touch: 8w, 3 months, monthly.")
@click.option("--circle", metavar="CIRCLE", help="Or the circle whose rhythm to follow.")
@click.option("--folder", help="Where in the vault; else where people are.")
@click.option("--template", metavar="PATH", help="A template in the vault; else the one called Person.")
@click.option("--another", is_flag=True, help="Somebody else than the note, or the candidate, of this name.")
@writes
@common
@click.pass_obj
def new(
    settings: Settings,
    name: str,
    every: str | None,
    circle: str | None,
    folder: str | None,
    template: str | None,
    another: bool,
    how: How,
) -> None:
    """A note about somebody, from the vault's template.

    \b
    relnotes new "Leila Hassan" --every 6w

    Of a candidate whom an import left, the note says what the import knows.
    """
    name = " ".join(name.split())
    if not name:
        raise CannotRun("Say the name, as in relnotes new “Leila Hassan”.")
    if every is not None and circle is not None:
        raise click.UsageError("Say either --every 8w or --circle close.")
    day = read_vault(settings)
    candidate = None if another else the_candidate(settings, day.root, name)
    draft = candidate.draft if candidate else Draft(name)
    if not another and plain(name) == plain(draft.name):
        # Other words than the name alone, such as the company with it, mean the candidate and no namesake.
        _must_be_new(settings, day, draft, known=candidate is not None)
    name = " ".join(shown(draft.name).split()) or name
    path = _place(day, draft, folder)
    # A candidate was met at some other time than now.
    data = _text(day, path, name, None if candidate else _moment(settings, day), template)
    if candidate:
        data = _filled(day, path, data, draft)
    if every is not None or circle is not None:
        prop, value = wish(day.window.config, every, circle)
        data = _set(path, data, prop, value)
    if not parse_note(path, data).readable:
        raise CannotRun(
            f"The note would not be readable: look at the template, relnotes lint {template or ''} says where."
        )
    origin = f" of the candidate from {candidate.source}{_job(draft)}" if candidate else ""
    made = Written(path, b"", data)
    if how.dry_run:
        show(settings, made)
        return
    commit = committing(day.root, [path]) if how.commit else None
    create_note(day.root, path, data)
    click.echo("One note made." if settings.incognito else f"made {shown(path)}{origin}")
    if commit:
        commit([path], f"Add {name}")


def _must_be_new(settings: Settings, day: Today, draft: Draft, *, known: bool) -> None:
    name = plain(draft.name)
    there = [one for one in day.vault.contacts.values() if name in map(plain, (one.name, *one.fields.aliases))]
    if not there:
        return
    whom = f"{shown(there[0].name)} is there already, in {shown(there[0].path)}; for somebody else of this name"
    if not known or settings.incognito:
        raise CannotRun(f"{whom} add --another.")
    way = next(iter(ways(draft)[1:]), "")
    keep = f"relnotes new “{shown(way)}”" if way else f"relnotes triage --keep “{shown(draft.name)}”"
    raise CannotRun(f"{whom} add --another, or, if it is the candidate{_job(draft)}, say {keep}.")


def _job(draft: Draft) -> str:
    job = ", ".join(shown(part) for part in (draft.role, draft.company) if part)
    return f" ({job})" if job else ""


def _filled(day: Today, path: str, data: bytes, draft: Draft) -> bytes:
    """The note with what an import knows; what it cannot take is said, since it is nowhere else."""
    style = Style.of(day.window.config.log_heading, day.texts)
    done = fill(path, data, draft, day.window.today, style)
    for sentence in done.refused:
        click.echo(f"Not in the note: {shown(sentence)}", err=True)
    return done.data


def _place(day: Today, draft: Draft, folder: str | None) -> str:
    """A path for the note that no other file has, on any system."""
    if folder is None:
        folder = _home(day)
    elif folder.startswith(("/", "~")) or ".." in folder.split("/"):
        raise CannotRun(f"{folder} is not in the vault: name a folder below {day.root}.")
    files = (day.root / folder).iterdir() if (day.root / folder).is_dir() else ()
    before = f"{folder.strip('/')}/" if folder.strip("/") else ""
    taken = {path_key(before + file.name) for file in files} | {path_key(path) for path in day.vault.notes}
    return place_of(draft, folder, taken)


def _home(day: Today) -> str:
    """Where people are: the config's folder, else the one in which most of them lie."""
    named = [one for one in day.window.config.people if not set(one) & set("*?[")]
    if named:
        return named[0].strip("/")
    folders = Counter(one.path.rpartition("/")[0] for one in day.vault.contacts.values() if one.note.type == "person")
    return folders.most_common(1)[0][0] if folders else ""


def _moment(settings: Settings, day: Today) -> datetime:
    moment = now(day.window.config)
    if settings.today:
        moment = moment.replace(year=settings.today.year, month=settings.today.month, day=settings.today.day)
    return moment


def _text(day: Today, path: str, name: str, moment: datetime | None, template: str | None) -> bytes:
    """The template, filled in, as a note that is about somebody of this very name."""
    config = day.window.config
    title = path.rsplit("/", 1)[-1][:-3]
    data = person_note(day.root, config, day.texts, title, moment, template or "")
    note = parse_note(path, data)
    if not (note.marked and note.type == "person"):
        data = _set(path, data, "type", "person")
    if parse_note(path, data).name != name and (note.fields.name or file_stem(name) != name):
        data = _set(path, data, "name", name)
    return data


def _set(path: str, data: bytes, name: str, value: str) -> bytes:
    try:
        return set_property(path, data, name, value)
    except Refused as error:
        raise CannotRun(f"The template cannot be used: {error}") from None
