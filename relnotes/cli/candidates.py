"""Those of the imports who have no note: who --candidates lists them, and a name means one of them."""

from pathlib import Path

import click

from relnotes.cli.options import Settings
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.exchange.candidates import Candidate, candidates, may_mean, named, told_apart
from relnotes.insight.terms import read_term
from relnotes.insight.who import Wish
from relnotes.render.clean import shown
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


def the_candidate(settings: Settings, root: Path, words: str) -> Candidate | None:
    """The candidate whom the words mean by their whole name, if there is one."""
    book = load_book(root)
    if not may_mean(book, words):
        return None
    vault, vaulted = load_vaulted(root, load_config(root), lambda _: None)
    found = named(candidates(book, vaulted.index, vault.me), words, whole=True)
    return one_of(settings, found, words) if found else None


def one_of(settings: Settings, found: list[Candidate], words: str) -> Candidate:
    """The only one of those whom the words may mean; else a sentence with words for each of them."""
    if len(found) == 1:
        return found[0]
    if settings.incognito:
        raise CannotRun(f"“{shown(words)}” may be {len(found)} candidates: say more of the name.")
    ways = [f"“{shown(way)}”" for way in told_apart(found)[:5]]
    more = f" and {len(found) - 5:,} more" if len(found) > 5 else ""
    raise CannotRun(f"“{shown(words)}” may be {len(found):,} candidates, {', '.join(ways)}{more}: say which.")


def _holds(one: Candidate, wish: Wish) -> bool:
    draft = one.draft
    says = ((wish.at, (draft.company,)), (wish.place, (draft.location,)), (wish.into, (draft.role, *draft.tags)))
    return all(any(read_term(words).found_in(text) for text in texts) for wishes, texts in says for words in wishes)
