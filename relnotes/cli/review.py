"""review: how it goes, in words and pictures."""

import shutil
import sys
from pathlib import Path

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault
from relnotes.cli.moment import When, day_of
from relnotes.cli.options import Settings, common
from relnotes.insight.incognito import hide_review
from relnotes.insight.review import Review, build_review
from relnotes.model import Cadence, Day
from relnotes.schedule.standing import standings
from relnotes.shell.disk import refuse_foreign, write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today

_BY_ENDING = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}


@click.command()
@click.option("--since", type=When(), default="1y", show_default=True, help="From when on: 1y, 6m, or a date.")
@click.option("--all", "everything", is_flag=True, help="All lines of each list, not only the first ten.")
@click.option("-o", "--output", metavar="FILE", help="Write it to a file; the ending .html or .md names the format.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html", "json"]))
@common
@click.pass_obj
def review(settings: Settings, since: Day | Cadence, everything: bool, output: str | None, form: str | None) -> None:
    """How it goes: what was kept and given, what came of it, whom to write to again.

    \b
    relnotes review                      the last year, in words
    relnotes review -o review.html       with pictures: one page, which needs no network
    relnotes review --since 2020-01-01   years, for what takes years

    What went well comes first. It counts what you did, and rates nobody.
    """
    day = open_vault(settings)
    today = day.window.today
    start = day_of(since, today)
    if start > today:
        raise CannotRun(f"{start.isoformat()} is after {today.isoformat()}: name an earlier day.")
    found = build_review(day.vault, standings(day.vault, day.window), day.window, start)
    if settings.incognito:
        found = hide_review(found, day.texts.gettext("Person"))
    form = form or (_BY_ENDING.get(Path(output).suffix.lower(), "text") if output else "text")
    text = _rendered(settings, day, found, form, everything=everything, plain=bool(output))
    if output and output != "-":
        refuse_foreign(Path(output), output)
        done = write_whole(Path(output), text.encode())
        click.echo(f"{output}: {'written' if done else 'unchanged'}", err=True)
    else:
        click.echo(text, nl=False, color=settings.colored())
        if form == "html" and sys.stdout.isatty():
            click.echo("That is a page for a browser: relnotes review -o review.html", err=True)


def _rendered(settings: Settings, day: Today, found: Review, form: str, *, everything: bool, plain: bool) -> str:
    if form == "html":
        from relnotes.render.review.page import render_review_page

        config = day.window.config
        return render_review_page(found, day.texts, config.language, config.capacity.weekdays[0])
    if form == "markdown":
        from relnotes.render.review.markdown import render_review_markdown

        return render_review_markdown(found, day.texts)
    if form == "json":
        from relnotes.render.review.json import render_review_json

        return render_review_json(found, day.texts)
    from relnotes.render.paint import no_paint
    from relnotes.render.review.text import MOST, render_review

    columns = shutil.get_terminal_size().columns
    paint = no_paint if plain else painter(settings)
    return render_review(found, day.texts, columns, paint, None if everything else MOST)
