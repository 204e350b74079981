"""import: people from other programs, first as a report, then, when asked, into notes."""

import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import replace

from relnotes.cli.clock import today
from relnotes.cli.colors import painter
from relnotes.cli.options import Settings, common
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.cli.writing import committing
from relnotes.exchange.book import Book, Seen, sightings, with_source
from relnotes.exchange.draft import Foreign, Reading, Unusable
from relnotes.exchange.formats import FORMATS, Format, recognise
from relnotes.exchange.plan import Plan, Vaulted, make_plan, with_plan
from relnotes.exchange.radar import radar
from relnotes.exchange.stamp import stamp
from relnotes.exchange.table import TARGETS
from relnotes.model import Vault
from relnotes.render.clean import shown
from relnotes.render.importing import count_words, render_plan, render_plans_json
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
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option("--commit", is_flag=True, help="Commit what was written, and nothing else, in Git.")
@common
@click.pass_obj
def import_(
    settings: Settings,
    files: tuple[Path, ...],
    named: str | None,
    mapping: tuple[str, ...],
    yes: bool,
    everyone: bool,
    form: str,
    commit: bool,
) -> None:
    """Bring in people from LinkedIn, Google, address books and other programs.

    \b
    relnotes import Basic_LinkedInDataExport.zip    the report; nothing is written
    relnotes import contacts.vcf --yes              writes what it says
    relnotes import clients.csv --map "Firma=company"

    Notes that exist are matched by id, profile, mail, then name and company; they get what they do not say yet, and
    nothing in them is overruled. The same file again changes nothing. Of long lists only people with notes are
    written; the others stay candidates, for relnotes triage.
    """
    root = vault_folder(settings)
    config = load_config(root)
    day = settings.today or today(config)
    book = load_book(root)
    with reading() as tick:
        vault, vaulted = load_vaulted(root, config, tick)
    zone = ZoneInfo(config.timezone) if config.timezone else None
    about = Foreign("", {}, day, _mapping(mapping), vaulted.mine, day, zone)
    found = _read_all(files, "csv" if mapping and not named else named or "", about)
    plans = []
    ask = not yes and form == "text" and sys.stdin.isatty() and not settings.incognito
    for number, file in enumerate(found):
        newer = any(other.format is file.format and other.reading.complete for other in found[number + 1 :])
        plan, book = _plan(file, vaulted, vault, book, day, everyone=everyone, ask=ask and not newer)
        if newer and file.reading.complete:
            click.echo(f"{shown(file.name)}: the older list, to compare with", err=True)
            continue
        vaulted = with_plan(vaulted, plan) if len(found) > 1 else vaulted
        plans.append(plan)
        if form == "text":
            _say(settings, plan, file)
    if form == "json":
        click.echo(render_plans_json(plans), nl=False)
    message = f"Import {', '.join(dict.fromkeys(shown(file.name) for file in found))}"
    _write(root, plans, book, yes=yes, ask=ask, message=message if commit else "")


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
            chosen, foreign = recognise(foreign, named)
            found.append(_Read(path.name, chosen, chosen.read(foreign)))
        except Unusable as error:
            raise CannotRun(shown(str(error))) from None
    return sorted(found, key=lambda file: (file.reading.since or date.min, file.reading.when or date.min))


def _plan(
    file: _Read, vaulted: Vaulted, vault: Vault, book: Book, day: date, *, everyone: bool, ask: bool
) -> tuple[Plan, Book]:
    """What to do with a file, after the user said who the doubtful ones are; and the book with what it tells."""
    seen = book.sources.get(file.format.name)
    past = sightings(seen, file.reading.drafts)
    plan = make_plan(file.name, file.reading, vaulted, day, past, book.answers, everyone=everyone)
    if ask and plan.doubtful and (answers := _ask(plan)):
        book = replace(book, answers={**book.answers, **answers})
        plan = make_plan(file.name, file.reading, vaulted, day, past, book.answers, everyone=everyone)
    when = plan.when
    if not plan.people or when is None:
        return plan, book
    paths = {stamp(one.draft): one.path for one in plan.known}
    if seen is not None:
        news, moved = radar(seen.people, plan.people, paths, vaulted.index.contacts, vault.me)
        plan = replace(plan, news=news, moved=moved)
    known = sorted({*paths, *(stamp(one.draft) for one in plan.new)})
    now = Seen(when, min(file.reading.since or when, when), plan.people, tuple(known))
    return plan, with_source(book, file.format.name, now, complete=plan.complete)


def _ask(plan: Plan) -> dict[str, str]:
    """On a terminal: who the doubtful ones are."""
    answers = {}
    click.echo(f"{len(plan.doubtful)} may be people whom you have notes about. Enter leaves one alone.", err=True)
    for doubt in plan.doubtful:
        where = ", ".join(part for part in (doubt.draft.role, doubt.draft.company) if part)
        click.echo(f"\n{shown(doubt.draft.name)}{f' ({shown(where)})' if where else ''}: {doubt.reason}", err=True)
        for number, path in enumerate(doubt.paths, 1):
            click.echo(f"  {number}  {shown(path)}", err=True)
        numbers = [str(number) for number in range(1, len(doubt.paths) + 1)]
        answer = click.prompt(
            "The same? A number, n for another person, q to stop asking",
            default="",
            err=True,
            type=click.Choice(["", *numbers, "n", "q"]),
            show_choices=False,
            show_default=False,
        )
        if answer == "q":
            break
        if answer:
            answers[stamp(doubt.draft)] = "" if answer == "n" else doubt.paths[int(answer) - 1]
    return answers


def _say(settings: Settings, plan: Plan, file: _Read) -> None:
    people = count_words(len(plan.known) + len(plan.new) + len(plan.doubtful) + len(plan.strangers), "person", "people")
    if settings.incognito:
        click.echo(f"{file.format.title}: {people}, hidden while incognito")
    else:
        click.echo(render_plan(plan, f"{shown(file.name)}: {file.format.title}, {people}", painter(settings)))


def _write(root: Path, plans: list[Plan], book: Book, *, yes: bool, ask: bool, message: str) -> None:
    """Write the notes, if that is meant, and the candidates; with a `message`, commit the notes."""
    paths = list(dict.fromkeys(path for plan in plans for path in plan.writes))
    count = len(paths)
    listed = any(plan.people for plan in plans)
    if not count and not listed:
        click.echo("There is nothing to write.", err=True)
        return
    what = count_words(count, "note", "notes") if count else "only the list of candidates"
    if not yes and not ask:
        click.echo(f"Nothing is written yet. To write {what}: --yes", err=True)
        return
    commit = committing(root, paths) if message and paths else None
    if not yes and not click.confirm(f"Write {what}?", err=True):
        click.echo("Nothing was written.", err=True)
        return
    with reading("writing notes") as tick:
        written, refused = write_plan(root, plans, tick)
    for sentence in refused:
        click.echo(sentence, err=True)
    if not refused:
        # Otherwise what could not be written now would be old news the next time.
        write_book(root, book)
    done = f"{count_words(len(written), 'note', 'notes')} written" if written else "No note changed"
    kept = any(plan.strangers for plan in plans) and not refused
    click.echo(f"{done}{'; the candidates are kept: relnotes triage' if kept else ''}.", err=True)
    if commit and written:
        commit(written, message)
