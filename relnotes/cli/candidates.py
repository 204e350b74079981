"""who --candidates: those of the imports who have no note, by what the files say."""

import click

from relnotes.cli.context import vault_folder
from relnotes.cli.options import Settings
from relnotes.cli.progress import reading
from relnotes.exchange.candidates import Candidate, candidates
from relnotes.insight.terms import read_term
from relnotes.insight.who import Wish
from relnotes.render.importing import render_candidates, render_candidates_json
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun
from relnotes.shell.importing import load_book, load_vaulted

_SHOWN = 20


def list_candidates(settings: Settings, wish: Wish, form: str) -> None:
    """Print the candidates for whom all of the wish holds."""
    if settings.incognito:
        raise CannotRun("Candidates are names, which are hidden while incognito.")
    if wish.was_at or wish.no_cadence or wish.quiet_since:
        raise CannotRun("Of candidates only --at, --in and --into are known: they have neither a past nor a log here.")
    root = vault_folder(settings)
    config = load_config(root)
    book = load_book(root)
    with reading() as tick:
        vault, vaulted = load_vaulted(root, config, tick)
    found = [one for one in candidates(book, vaulted.index, vault.me) if _holds(one, wish)]
    if form == "json":
        click.echo(render_candidates_json(found), nl=False)
        return
    click.echo(render_candidates(found[:_SHOWN], len(found)), nl=False)
    if len(found) > _SHOWN:
        click.echo(f"… and {len(found) - _SHOWN:,} more: --format json", err=True)


def _holds(one: Candidate, wish: Wish) -> bool:
    draft = one.draft
    says = ((wish.at, (draft.company,)), (wish.place, (draft.location,)), (wish.into, (draft.role, *draft.tags)))
    return all(any(read_term(words).found_in(text) for text in texts) for wishes, texts in says for words in wishes)
