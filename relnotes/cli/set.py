"""set: one property of one or several notes."""

import sys
from collections.abc import Mapping
from difflib import get_close_matches

import click

from relnotes.cli.context import read_vault
from relnotes.cli.log import the_people
from relnotes.cli.moment import day_of
from relnotes.cli.options import Settings, common
from relnotes.cli.who import filters
from relnotes.cli.writing import How, change, writes
from relnotes.edit.properties import add_to_property, remove_property, set_property
from relnotes.insight.who import Wish, find_people
from relnotes.model import Cadence, Contact, Day
from relnotes.parse.fields import FIELD_OF, TABLE
from relnotes.parse.values import spelling
from relnotes.render.clean import shown
from relnotes.schedule.standing import standings
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today
from relnotes.shell.write import Edit

_NEAR = 0.8


@click.command("set")
@click.argument("words", metavar="[NAME…] PROPERTY [VALUE]", nargs=-1, required=True)
@click.option("--add", is_flag=True, help="Add VALUE to a list such as interests, instead of setting it.")
@click.option("--remove", is_flag=True, help="Take the property away; no VALUE is given then.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask, however many notes it is.")
@filters
@writes
@common
@click.pass_obj
def set_(
    settings: Settings,
    /,
    words: tuple[str, ...],
    add: bool,
    remove: bool,
    yes: bool,
    how: How,
    **wished: object,
) -> None:
    """Set a property of one or several notes; nothing else of them changes.

    \b
    relnotes set Leila role "Staff engineer"
    relnotes set Leila Omar circle close
    relnotes set Leila interests pottery --add
    relnotes set --at Globex circle network     whom `relnotes who --at Globex` finds
    """
    if add and remove:
        raise click.UsageError("Say either --add or --remove.")
    count = 1 if remove else 2
    names, rest = words[:-count], words[-count:]
    day = read_vault(settings)
    by_filter = any(value for value in wished.values())
    if len(words) < count + (not by_filter):
        raise click.UsageError("Say whose note, which property, and its value: relnotes set NAME PROPERTY VALUE.")
    people = _people(settings, day, names) if names else _wished(day, wished)
    if not people:
        raise CannotRun("Nobody is found by this: relnotes who with the same options shows who would be.")
    prop, value = rest[0], " ".join(rest[1:]).strip()
    _mind(prop)
    if len(people) > 1 and not names and not (yes or how.dry_run):
        _ask(settings, people, prop)
    edits: Mapping[str, Edit] = {one.path: _edit(one.path, prop, value, add=add, remove=remove) for one in people}
    who = ", ".join(one.name for one in people) if len(people) <= 3 else f"{len(people)} notes"
    change(settings, day.root, edits, how, f"{'Remove' if remove else 'Set'} {prop} of {who}")


def _people(settings: Settings, day: Today, names: tuple[str, ...]) -> list[Contact]:
    return list({one.id: one for name in names for one in the_people(settings, day, name)}.values())


def _wished(day: Today, wished: Mapping[str, object]) -> list[Contact]:
    """Whom `who` would find."""
    quiet = wished.get("quiet")
    today = day.window.today
    since = day_of(quiet, today) if isinstance(quiet, (Day, Cadence)) else None
    listed = {name: value for name in ("at", "was_at", "place", "into") if isinstance(value := wished.get(name), tuple)}
    wish = Wish(**listed, no_cadence=bool(wished.get("no_cadence")), quiet_since=since)
    return [found.contact for found in find_people(standings(day.vault, day.window), wish, today)]


def _edit(path: str, name: str, value: str, *, add: bool, remove: bool) -> Edit:
    if remove:
        return lambda data: remove_property(path, data, name)
    if add:
        return lambda data: add_to_property(path, data, name, value)
    return lambda data: set_property(path, data, name, value)


def _mind(prop: str) -> None:
    """Say it when a property is nearly one that relnotes knows: it would be kept, and mean nothing."""
    if spelling(prop) in FIELD_OF:
        return
    near = get_close_matches(prop.casefold(), [name for name, _, _ in TABLE], 1, _NEAR)
    if near:
        click.echo(f"relnotes knows no “{shown(prop)}”; did you mean {near[0]}?", err=True)


def _ask(settings: Settings, people: list[Contact], prop: str) -> None:
    if settings.incognito or not sys.stdin.isatty():
        raise CannotRun(f"This changes {len(people)} notes: look with --dry-run, then say --yes.")
    for one in people[:10]:
        click.echo(f"  {shown(one.name)}  {shown(one.path)}", err=True)
    if len(people) > 10:
        click.echo(f"  … and {len(people) - 10} more", err=True)
    click.confirm(f"Change {prop} of these {len(people)} notes?", abort=True, err=True)
