"""From the common options to a vault that has been read: what most commands begin with."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from relnotes.cli.clock import today
from relnotes.cli.options import Settings
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.model import Agenda, Config, Contact, Diagnostic, Note, Texts
from relnotes.render.clean import shown
from relnotes.render.problems import problem_lines
from relnotes.shell.disk import Scan, load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.glance import Glance, glance

if TYPE_CHECKING:
    # What reads notes is loaded when notes are read.
    from relnotes.shell.live import Today
    from relnotes.shell.snapshot import Snapshot

_MANY = 10


def open_vault(settings: Settings, previous: Path | None = None) -> "Today":
    """Read the vault, and say on stderr what is wrong in it."""
    day = read_vault(settings, previous)
    say_problems_of(settings, day.problems)
    return day


def say_problems_of(settings: Settings, problems: tuple[Diagnostic, ...]) -> None:
    """Say on stderr what is wrong in the notes, or how much."""
    if settings.incognito:
        say_hidden(problems)
    else:
        say_problems(problems)


def read_vault(settings: Settings, previous: Path | None = None) -> "Today":
    """Read the vault, for those who change a note and did not ask what is wrong in others."""
    from relnotes.shell.live import compute

    root = vault_folder(settings)
    config = load_config(root)
    return compute(root, config, read_notes(root, config), settings.today or today(config), previous)


def read_notes(root: Path, config: Config, found: Scan | None = None) -> "Snapshot":
    """All notes of a vault, with a bar where that takes its time."""
    from relnotes.shell.cache import Cache
    from relnotes.shell.snapshot import take_snapshot

    with reading() as tick:
        return take_snapshot(root, config, tick=tick, found=found, cache=Cache(root, config.contact_kinds))


def at_a_glance(root: Path, config: Config, day: date) -> Glance:
    """What the due list shows on a day, without reading any note when nothing changed since it was last shown."""

    def work_out(found: Scan) -> Glance:
        from relnotes.schedule.listing import select
        from relnotes.shell.live import compute

        vault = compute(root, config, read_notes(root, config, found), day)
        listed = replace(vault.agenda, items=select(vault.agenda))
        return Glance(listed, vault.problems, anybody=bool(vault.vault.contacts))

    return glance(root, config, day, work_out)


def on_screen(settings: Settings, agenda: Agenda, texts: Texts) -> Agenda:
    """The agenda as a screen may show it."""
    if not settings.incognito:
        return agenda
    from relnotes.insight.incognito import hide_agenda

    return hide_agenda(agenda, texts.gettext("Person"))


def say_hidden(problems: tuple[Diagnostic, ...]) -> None:
    if problems:
        click.echo(f"{len(problems)} problems in the notes, hidden while incognito", err=True)


def say_problems(problems: tuple[Diagnostic, ...]) -> None:
    worth = [problem for problem in problems if problem.severity != "info"]
    for line in problem_lines(worth[:_MANY]):
        click.echo(line, err=True)
    if len(worth) > _MANY:
        click.echo(f"… and {len(worth) - _MANY} more problems in the notes", err=True)


def the_contact(settings: Settings, day: "Today", words: str) -> Contact:
    """The one contact that the words mean."""
    from relnotes.vault import find_notes

    contacts = {contact.path: contact for contact in day.vault.contacts.values()}
    found = find_notes((contact.note for contact in contacts.values()), words)
    if not found:
        raise nobody(words)
    return contacts[(found[0] if len(found) == 1 else choose(settings, words, found)).path]


def nobody(words: str) -> CannotRun:
    return CannotRun(f"Nobody here is called “{shown(words)}”: names, aliases and their beginnings are known.")


def choose(settings: Settings, words: str, found: list[Note]) -> Note:
    """Ask which of several notes is meant; off a terminal, a sentence with the candidates."""
    if settings.incognito:
        raise CannotRun(f"“{shown(words)}” may be {len(found)} people: say more of the name, or the path.")
    if sys.stdin.isatty():
        for number, note in enumerate(found[:_MANY], 1):
            click.echo(f"{number:>2}  {shown(note.name)}  {shown(note.path)}", err=True)
        number = click.prompt("Which one", type=click.IntRange(1, min(len(found), _MANY)), err=True)
        return found[number - 1]
    names = ", ".join(f"{shown(note.name)} ({shown(note.path)})" for note in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    raise CannotRun(f"“{shown(words)}” may be {names}{more}: say more of the name, or the path.")
