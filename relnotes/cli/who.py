"""who: people by what the notes say."""

import shutil
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from relnotes.cli.colors import painter
from relnotes.cli.context import open_vault
from relnotes.cli.due import NOBODY_YET
from relnotes.cli.moment import When, day_of
from relnotes.cli.options import Settings, common
from relnotes.insight.incognito import hide_found
from relnotes.insight.who import Wish, find_people, near_words
from relnotes.model import Cadence, Day
from relnotes.render.clean import shown
from relnotes.schedule.standing import standings

Command = TypeVar("Command", bound=Callable[..., Any])
_FILTERS = (
    click.option("--at", multiple=True, metavar="COMPANY", help="Who works there now."),
    click.option("--was-at", multiple=True, metavar="COMPANY", help="Who worked there once."),
    click.option(
        "--in", "place", multiple=True, metavar="CITY", help="Who lives there (else by their time zone's city)."
    ),
    click.option(
        "--into", multiple=True, metavar="TOPIC", help="Whose interests, goals, struggles, skills or tags say so."
    ),
    click.option("--no-cadence", is_flag=True, help="Whom you keep in touch with at no rhythm."),
    click.option("--quiet", type=When(), help="Not in contact for so long, such as 6m, or never."),
)


def filters(command: Command) -> Command:
    """Add the options that say whom one looks for."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command()
@filters
@click.option("--candidates", is_flag=True, help="Instead those without a note, whom imports left.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def who(
    settings: Settings,
    /,
    candidates: bool,
    no_cadence: bool,
    quiet: Day | Cadence | None,
    form: str,
    **words: tuple[str, ...],
) -> None:
    """People by what the notes say: where they work or worked, where they live, what they are into.

    \b
    relnotes who --at Globex                   whom do I know at Globex?
    relnotes who --was-at Globex --quiet 1y    old colleagues, not spoken for a year
    relnotes who --in Berlin --into eBPF       both must hold

    Case and accents do not matter, and the beginning of a word is enough. Without an option: everyone.
    """
    from relnotes.render.people import render_people, render_people_json

    if candidates:
        from relnotes.cli.candidates import list_candidates

        list_candidates(settings, Wish(**words, no_cadence=no_cadence, quiet_since=date.max if quiet else None), form)
        return
    day = open_vault(settings)
    today = day.window.today
    wish = Wish(**words, no_cadence=no_cadence, quiet_since=day_of(quiet, today) if quiet else None)
    found = find_people(standings(day.vault, day.window), wish, today)
    if settings.incognito:
        found = hide_found(found, day.texts.gettext("Person"))
    if form == "json":
        click.echo(render_people_json(found, today, day.texts), nl=False)
        return
    columns = shutil.get_terminal_size().columns
    click.echo(render_people(found, today, day.texts, columns, painter(settings)), nl=False, color=settings.colored())
    if not any(contact.note.type == "person" for contact in day.vault.contacts.values()):
        click.echo(NOBODY_YET, err=True)
    elif not found and not settings.incognito and (near := near_words(day.vault, wish, today)):
        click.echo(f"Did you mean {' or '.join(shown(word) for word in near[:3])}?", err=True)
