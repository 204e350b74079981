"""snooze and rest: not now, or not until further notice."""

from collections.abc import Mapping
from datetime import date

import click

from relnotes.cli.context import read_vault
from relnotes.cli.log import the_day, the_people, the_task
from relnotes.cli.options import Settings, common
from relnotes.cli.writing import How, change, writes
from relnotes.edit.properties import remove_property, set_property
from relnotes.edit.tasks import Open, put_off
from relnotes.model import FollowUp
from relnotes.parse.words import Heads
from relnotes.shell.errors import CannotRun
from relnotes.shell.write import Edit


@click.command()
@click.argument("names", metavar="NAME[,NAME…]")
@click.option("--until", "said", metavar="DAY", help="A date, friday, next month, 2w …; else in a week.")
@click.option("--task", metavar="WORDS", help="Put off only the follow-up or promise in which these words stand.")
@writes
@common
@click.pass_obj
def snooze(settings: Settings, names: str, said: str | None, task: str | None, how: How) -> None:
    """Put somebody off until a day; they are on the list again then.

    \b
    relnotes snooze Leila                      for a week
    relnotes snooze Leila,Omar --until 2w
    relnotes snooze Leila --task article --until friday
    """
    day = read_vault(settings)
    today = day.window.today
    until = the_day(said or "1 week", today, ahead=True)
    if until <= today:
        raise CannotRun(f"{until.isoformat()} is not ahead: say until when, as in --until 2w.")
    people = the_people(settings, day, names)
    edits: Mapping[str, Edit]
    if task is not None:
        heads = Heads(day.window.config.contact_kinds)
        found = [the_task(settings, person, task) for person in people]
        edits = {one.path: _later(one, until, heads) for one in found}
    else:
        edits = {person.path: _set(person.path, "snooze_until", until.isoformat()) for person in people}
    change(settings, day.root, edits, how, f"Put off {', '.join(one.name for one in people)} until {until.isoformat()}")


@click.command()
@click.argument("names", metavar="NAME[,NAME…]")
@click.option("--until", "said", metavar="DAY", help="A date, next month, 6 months …; else until further notice.")
@click.option("--over", is_flag=True, help="They are back on the list.")
@writes
@common
@click.pass_obj
def rest(settings: Settings, names: str, said: str | None, over: bool, how: How) -> None:
    """Take somebody off the list until further notice; nothing of their note is lost.

    \b
    relnotes rest Karim
    relnotes rest Karim --until "6 months"
    relnotes rest Karim --over                 back on the list
    """
    if over and said:
        raise click.UsageError("Say either --until DAY or --over.")
    day = read_vault(settings)
    people = the_people(settings, day, names)
    who = ", ".join(one.name for one in people)
    if over:
        edits = {person.path: _without(person.path, "paused") for person in people}
        change(settings, day.root, edits, how, f"Back on the list: {who}")
        return
    value = "true" if said is None else the_day(said, day.window.today, ahead=True).isoformat()
    edits = {person.path: _set(person.path, "paused", value) for person in people}
    change(settings, day.root, edits, how, f"Rest {who}")


def _set(path: str, name: str, value: str) -> Edit:
    return lambda data: set_property(path, data, name, value)


def _without(path: str, name: str) -> Edit:
    return lambda data: remove_property(path, data, name)


def _later(one: FollowUp, until: date, heads: Heads) -> Edit:
    return lambda data: put_off(one.path, data, Open(one.text, one.line), until, heads)
