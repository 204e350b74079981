"""feed and watch: the outputs, written once or kept true."""

import sys
from pathlib import Path

import click

from relnotes.cli.clock import today
from relnotes.cli.context import open_vault, read_notes, say_problems_of
from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.model import Texts
from relnotes.shell.disk import load_config, refuse_foreign, write_whole
from relnotes.shell.errors import CannotRun


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Another file, or - for stdout.")
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The feed as published before, where the vault has none (a clean checkout).",
)
@click.option(
    "--vdir",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also a folder with one file an event, for khal and vdirsyncer.",
)
@common
@click.pass_obj
def feed(settings: Settings, output: str | None, previous: Path | None, vdir: Path | None) -> None:
    """Write the calendar feed once: check-ins on their planned days, birthdays, follow-ups.

    What was published before keeps its day and its stamps, so calendars see only what changed: the vault's feed,
    else the FILE that is written anew.
    """
    from relnotes.shell.live import render_feeds, write_outputs

    root = vault_folder(settings)
    main = load_config(root).feed.path
    if previous is None and output not in {None, "-"} and not (root / main).exists() and Path(output).is_file():
        # A file that is written again and again goes on from itself.
        previous = Path(output)
    day = open_vault(settings, previous)
    feeds = render_feeds(day)
    if output == "-":
        if settings.incognito:
            raise CannotRun("The feed names everybody, so it is not shown while incognito: write it with -o FILE.")
        sys.stdout.buffer.write(feeds[main])
        sys.stdout.buffer.flush()
    elif output:
        refuse_foreign(Path(output), output)
        done = write_whole(Path(output), feeds[main])
        click.echo(f"{output}: {'written' if done else 'unchanged'}", err=True)
    else:
        written = write_outputs(day, feeds)
        for path in feeds:
            click.echo(f"{path}: {'written' if path in written else 'unchanged'}", err=True)
    if vdir:
        _write_vdir(vdir.expanduser(), feeds[main], day.texts)


def _write_vdir(folder: Path, data: bytes, texts: Texts) -> None:
    from relnotes.parse.published import parse_published
    from relnotes.render.ics import COLOR, calendar_name
    from relnotes.render.vdir import render_vdir
    from relnotes.shell.vdir import write_vdir

    done = write_vdir(folder, render_vdir(parse_published(data)), calendar_name(texts), COLOR)
    click.echo(f"{folder}: {done.written} events written, {done.removed} removed, {done.unchanged} unchanged", err=True)


@click.command()
@click.option("--once", is_flag=True, help="One pass, then end: for cron and CI.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option(
    "--print-service",
    "service",
    type=click.Choice(["systemd", "launchd"]),
    help="Print what starts it at every login, and say where to put that.",
)
@common
@click.pass_obj
def watch(settings: Settings, once: bool, quiet: bool, service: str | None) -> None:
    """Keep Due.md and the calendar feed true while you edit. Start it at login, and forget it."""
    if service:
        print_service(service, vault_folder(settings), "watch")
        return
    if once:
        _once(settings, quiet=quiet)
        return
    from relnotes.shell.watch import Watcher

    root = vault_folder(settings)
    load_config(root)

    def say(line: str) -> None:
        if not quiet:
            click.echo("something changed, hidden while incognito" if settings.incognito else line, err=True)

    Watcher(root, lambda config: settings.today or today(config), say).run()


def _once(settings: Settings, *, quiet: bool) -> None:
    from relnotes.shell.live import compute
    from relnotes.shell.outputs import bring_up_to_date

    root = vault_folder(settings)
    config = load_config(root)
    snapshot = read_notes(root, config)
    day = compute(root, config, snapshot, settings.today or today(config))
    say_problems_of(settings, day.problems)
    done = bring_up_to_date(root, config, snapshot, day)
    for line in done.said():
        click.echo("an answer in the list was not understood" if settings.incognito else line, err=True)
    if done.later:
        click.echo(f"{config.due_path} was saved just now, so its answers wait: run this again in a moment.", err=True)
    if not quiet:
        for path in dict.fromkeys((*done.written, *config.outputs)):
            click.echo(f"{path}: {'written' if path in done.written else 'unchanged'}", err=True)


def print_service(name: str, root: Path, *command: str) -> None:
    """Print what starts a command on a vault at every login, and say on stderr where to put that."""
    from relnotes.render.service import SERVICES

    write, place, start = SERVICES[name]
    # The interpreter by its path: at login no shell has set one up. -P: Python files in the vault are not imported.
    words = [sys.executable, "-P", "-m", "relnotes", "-C", str(root), *command]
    click.echo(write(words, str(Path.home() / "Library/Logs/relnotes.log")), nl=False)
    click.echo(f"Save it as {place}, then: {start}", err=True)
