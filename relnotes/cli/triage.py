"""triage: the candidates that imports left, five at a time: a note for this one, or not?"""

import sys
from pathlib import Path
from shlex import quote

import click
from msgspec import Struct
from msgspec.structs import replace

from relnotes.cli.candidates import one_of
from relnotes.cli.clock import today
from relnotes.cli.options import Settings, common
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.cli.writing import committing
from relnotes.exchange.book import Book
from relnotes.exchange.candidates import Candidate, candidates, named
from relnotes.exchange.draft import Reading
from relnotes.exchange.plan import Vaulted, make_plan, with_plan
from relnotes.exchange.stamp import stamp
from relnotes.render.clean import shown
from relnotes.render.importing import count_words, render_candidates, render_candidates_json
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.importing import load_book, load_vaulted, write_book, write_plan

_AT_A_TIME = 5


class _Choice(Struct, frozen=True):
    """What the user decided."""

    keep: tuple[Candidate, ...] = ()
    drop: tuple[Candidate, ...] = ()


@click.command()
@click.option("--keep", "keep", multiple=True, metavar="NAME", help="Make a note of this one.")
@click.option("--drop", "drop", multiple=True, metavar="NAME", help="This one shall not come up again.")
@click.option("--commit", is_flag=True, help="Commit the notes that were made, and nothing else, in Git.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
@common
@click.pass_obj
def triage(settings: Settings, /, keep: tuple[str, ...], drop: tuple[str, ...], form: str, *, commit: bool) -> None:
    """Go through the candidates that imports left, five at a time.

    \b
    relnotes triage                       asks, on a terminal
    relnotes triage --keep "Ada Byron"    makes the note of one

    Who works where you or your contacts work comes first, then whom you met last. Enter leaves somebody for another
    day.
    """
    if settings.incognito:
        raise CannotRun("Candidates are names, which are hidden while incognito.")
    root = vault_folder(settings)
    config = load_config(root)
    book = load_book(root)
    with reading() as tick:
        vault, vaulted = load_vaulted(root, config, tick)
    found = candidates(book, vaulted.index, vault.me)
    if keep or drop:
        choice = _Choice(
            tuple(_meant(settings, found, name) for name in keep), tuple(_meant(settings, found, name) for name in drop)
        )
    elif form == "json":
        click.echo(render_candidates_json(found), nl=False)
        return
    elif not found:
        click.echo("There are no candidates: relnotes import brings them.", err=True)
        return
    elif not sys.stdin.isatty():
        click.echo(render_candidates(found[:_AT_A_TIME], len(found)), nl=False)
        return
    else:
        choice = _ask(found)
    _apply(root, vaulted, book, choice, settings, commit=commit)


def _meant(settings: Settings, found: list[Candidate], words: str) -> Candidate:
    meant = named(found, words)
    if not meant:
        raise CannotRun(f"No candidate is called “{shown(words)}”: relnotes triage --format json lists them.")
    return one_of(settings, meant, words)


def _ask(found: list[Candidate]) -> _Choice:
    """Five at a time; what was decided counts whenever one stops."""
    keep: list[Candidate] = []
    drop: list[Candidate] = []
    for start in range(0, len(found), _AT_A_TIME):
        page = found[start : start + _AT_A_TIME]
        click.echo(render_candidates(page, len(found) - start), nl=False, err=True)
        said = click.prompt(
            "Notes for (numbers), -numbers never again, Enter for more, q", default="", show_default=False, err=True
        )
        for word in said.replace(",", " ").split():
            number = word.lstrip("-")
            if number.isdecimal() and 1 <= int(number) <= len(page):
                (drop if word.startswith("-") else keep).append(page[int(number) - 1])
        if "q" in said.casefold():
            break
    return _Choice(tuple(dict.fromkeys(keep)), tuple(dict.fromkeys(drop)))


def _apply(root: Path, vaulted: Vaulted, book: Book, choice: _Choice, settings: Settings, *, commit: bool) -> None:
    """Write the notes of those who are kept, and remember who shall not come up again."""
    day = settings.today or today(load_config(root))
    plans = []
    for one in choice.keep:
        # They were chosen one by one, so a namesake among the notes is another person.
        other = {stamp(one.draft): ""}
        plan = make_plan("triage", Reading((one.draft,)), vaulted, day, {}, other, everyone=True)
        vaulted = with_plan(vaulted, plan)
        plans.append(plan)
    put = committing(root, [path for plan in plans for path in plan.writes]) if commit and plans else None
    written, refused = write_plan(root, plans, lambda _: None)
    dismissed = tuple(dict.fromkeys((*book.dismissed, *(stamp(one.draft) for one in choice.drop))))
    if choice.drop:
        write_book(root, replace(book, dismissed=dismissed))
    for sentence in refused:
        click.echo(sentence, err=True)
    for plan in plans:
        for new in plan.new:
            click.echo(
                f"{shown(new.path)}: made. To keep in touch: relnotes keep {quote(shown(new.draft.name))} --every 8w",
                err=True,
            )
    if choice.drop:
        click.echo(f"{count_words(len(choice.drop), 'candidate', 'candidates')} will not come up again.", err=True)
    if not written and not choice.drop:
        click.echo("Nothing changed.", err=True)
    if put and written:
        put(written, f"Add {', '.join(shown(new.draft.name) for plan in plans for new in plan.new)}")
