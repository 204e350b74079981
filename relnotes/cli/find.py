"""find: full text over the notes."""

import shutil

import click

from relnotes.cli.colors import painter
from relnotes.cli.options import Settings, common
from relnotes.cli.progress import reading
from relnotes.cli.where import vault_folder
from relnotes.insight.search import in_order
from relnotes.insight.terms import read_term
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import load_config
from relnotes.shell.search import search_vault


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--all", "everything", is_flag=True, help="All lines of each note, not only the first three.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def find(settings: Settings, words: tuple[str, ...], everything: bool, form: str) -> None:
    """Full text over the notes, with the place of each line.

    \b
    relnotes find glue work         notes that have both words, closest together first
    relnotes find "glue work"       just this phrase

    Every note of the vault is looked through, properties too. Case and accents do not matter, and the beginning of a
    word is enough.
    """
    from relnotes.render.hits import LINES, render_hits, render_hits_json

    root = vault_folder(settings)
    config = load_config(root)
    texts = load_texts(config.language)
    terms = tuple(term for term in map(read_term, words) if term.folded)
    with reading() as tick:
        hits = in_order(search_vault(root, config, terms, tick)) if terms else ()
    if settings.incognito:
        click.echo(texts.ngettext("{n} note", "{n} notes", len(hits)).format(n=len(hits)))
    elif form == "json":
        click.echo(render_hits_json(hits), nl=False)
    else:
        columns = shutil.get_terminal_size().columns
        lines = None if everything else LINES
        text = render_hits(hits, terms, texts, columns, lines, painter(settings))
        click.echo(text, nl=False, color=settings.colored())
