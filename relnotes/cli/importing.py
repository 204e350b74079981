"""import: people from other programs, first as a report, then, when asked, into notes."""

import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import replace

from relnotes.cli.clock import today
from relnotes.cli.context import painter, vault_folder
from relnotes.cli.options import Settings, common
from relnotes.cli.progress import reading
from relnotes.exchange.book import Book, Seen, sightings, with_source
from relnotes.exchange.draft import Foreign, Reading, Unusable
from relnotes.exchange.formats import FORMATS, Format, recognise
from relnotes.exchange.likeness import mail_key, name_key, profile_key
from relnotes.exchange.plan import Plan, make_plan, with_plan
from relnotes.exchange.stamp import stamp
from relnotes.exchange.table import TARGETS
from relnotes.model import Vault
from relnotes.render.clean import shown
from relnotes.render.importing import render_plan
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.foreign import open_foreign
from relnotes.shell.importing import load_book, load_vaulted, write_book, write_plan


class _Read(Struct, frozen=True):
    """A file that was read, and as what."""

    name: str
    format: Format
    reading: Reading


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--from", "named", type=click.Choice([one.name for one in FORMATS]), help="The format, if its content misleads."
)
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=PROPERTY", help="What a column of your table holds.")
@click.option("--yes", is_flag=True, help="Write what the report says, without asking.")
@click.option("--all", "everyone", is_flag=True, help="Make notes of strangers too.")
@common
@click.pass_obj
def import_(
    settings: Settings, files: tuple[Path, ...], named: str | None, mapping: tuple[str, ...], yes: bool, everyone: bool
) -> None:
    """Bring in people from LinkedIn, Google, address books and other programs.

    \b
    relnotes import Basic_LinkedInDataExport.zip    the report; nothing is written
    relnotes import contacts.vcf --yes              writes what it says

    Notes that exist are matched by id, profile, mail, then name and company; they get what they do not say yet, and
    nothing in them is overruled. The same file again changes nothing.
    """
    root = vault_folder(settings)
    config = load_config(root)
    day = settings.today or today(config)
    book = load_book(root)
    with reading() as tick:
        vault, vaulted = load_vaulted(root, config, tick)
    plans = []
    about = Foreign(
        "", {}, day, _mapping(mapping), _mine(vault), day, ZoneInfo(config.timezone) if config.timezone else None
    )
    for file in _read_all(files, "csv" if mapping and not named else named or "", about):
        seen = book.sources.get(file.format.name)
        answers = {**book.answers}
        past = sightings(seen, file.reading.drafts)
        plan = make_plan(file.name, file.reading, vaulted, day, past, answers, everyone=everyone)
        doubts = _ask(settings, plan) if not yes else {}
        if doubts:
            book = replace(book, answers={**book.answers, **doubts})
            plan = make_plan(file.name, file.reading, vaulted, day, past, book.answers, everyone=everyone)
        book = _noted(book, file, plan)
        vaulted = with_plan(vaulted, plan) if len(files) > 1 else vaulted
        plans.append(plan)
        _say(settings, plan, file)
    _write(root, plans, book, yes=yes)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """``--map "Firma=company"``: the user's columns, in lower case, and what they hold."""
    found = {}
    for pair in pairs:
        column, _, target = pair.rpartition("=")
        if not column or target.strip() not in TARGETS:
            raise CannotRun(f"--map takes COLUMN=PROPERTY, with one of {', '.join(TARGETS)}.")
        found[column.strip().casefold()] = target.strip()
    return found


def _read_all(files: tuple[Path, ...], named: str, about: Foreign) -> list[_Read]:
    """Every file, the oldest first."""
    found = []
    for path in files:
        try:
            foreign = open_foreign(path.expanduser(), about)
            chosen = recognise(foreign, named)
            found.append(_Read(path.name, chosen, chosen.read(foreign)))
        except Unusable as error:
            raise CannotRun(str(error)) from None
    return sorted(found, key=lambda file: (file.reading.since or date.min, file.reading.when or date.min))


def _mine(vault: Vault) -> frozenset[str]:
    """By what the user is known: names, profiles, addresses of mail."""
    if vault.me is None:
        return frozenset()
    fields = vault.me.fields
    names = {name_key(name) for name in (vault.me.name, *fields.aliases)}
    return frozenset(names | {profile_key(url) for url in fields.url} | {mail_key(one) for one in fields.email}) - {""}


def _noted(book: Book, file: _Read, plan: Plan) -> Book:
    if not plan.people or plan.when is None:
        return book
    seen = Seen(plan.when, min(file.reading.since or plan.when, plan.when), plan.people)
    return with_source(book, file.format.name, seen, complete=plan.complete)


def _ask(settings: Settings, plan: Plan) -> dict[str, str]:
    """On a terminal: who the doubtful ones are."""
    if not plan.doubtful or not sys.stdin.isatty() or settings.incognito:
        return {}
    answers = {}
    click.echo(f"{len(plan.doubtful)} may be people whom you have notes about. Enter leaves one alone.", err=True)
    for doubt in plan.doubtful:
        where = ", ".join(part for part in (doubt.draft.role, doubt.draft.company) if part)
        click.echo(f"\n{shown(doubt.draft.name)}{f' ({shown(where)})' if where else ''}: {doubt.reason}", err=True)
        for number, path in enumerate(doubt.paths, 1):
            click.echo(f"  {number}  {shown(path)}", err=True)
        choices = ["", *(str(number) for number in range(1, len(doubt.paths) + 1)), "n", "q"]
        answer = click.prompt(
            "The same? a number, n for another person, q to stop asking",
            default="",
            err=True,
            type=click.Choice(choices),
            show_choices=False,
            show_default=False,
        )
        if answer == "q":
            break
        if answer:
            answers[stamp(doubt.draft)] = "" if answer == "n" else doubt.paths[int(answer) - 1]
    return answers


def _say(settings: Settings, plan: Plan, file: _Read) -> None:
    count = len(plan.known) + len(plan.new) + len(plan.doubtful) + len(plan.strangers)
    people = f"{count:,} {'person' if count == 1 else 'people'}"
    title = f"{shown(file.name)}: {file.format.title}, {people}"
    if settings.incognito:
        click.echo(f"{file.format.title}: {people}, hidden while incognito")
        return
    click.echo(render_plan(plan, title, painter(settings)))


def _write(root: Path, plans: list[Plan], book: Book, *, yes: bool) -> None:
    count = len({path for plan in plans for path in plan.writes})
    candidates = any(plan.strangers for plan in plans)
    if not count and not candidates:
        click.echo("There is nothing to write.", err=True)
        if yes:
            write_book(root, book)
        return
    what = f"{count:,} note{'s' * (count != 1)}" if count else "only the list of candidates"
    if not yes:
        if not sys.stdin.isatty():
            click.echo(f"Nothing is written yet. To write {what}: --yes", err=True)
            return
        if not click.confirm(f"Write {what}?", err=True):
            click.echo("Nothing was written.", err=True)
            return
    with reading("writing notes") as tick:
        written, refused = write_plan(root, plans, tick)
    write_book(root, book)
    for sentence in refused:
        click.echo(sentence, err=True)
    done = f"{written:,} note{'s' * (written != 1)} written" if written else "no note changed"
    click.echo(f"{done}{'; the candidates are kept: relnotes triage' if candidates else ''}", err=True)
