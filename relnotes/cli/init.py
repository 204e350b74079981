"""init: a vault that one would want to keep, or a folder adopted as it is."""

import sys
from pathlib import Path

import click

from relnotes.cli.options import Settings, common
from relnotes.parse.config import LANGUAGES
from relnotes.render.starter import IGNORED, Start, starter_files
from relnotes.shell.adopt import add_files, look
from relnotes.shell.catalogues import load_texts
from relnotes.shell.errors import CannotRun

_PHONE = ("folder", "git", "none")
_ASK = """\
How do your notes reach your phone?
  folder  a synced folder: Syncthing, iCloud, Dropbox, Obsidian Sync
  git     they travel by Git
  none    they do not
"""
_ANSWERS = """\
Due.md can answer: tick somebody in it, with a few words behind the name, and
relnotes watch moves that into their log. Shall it?"""


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the generated texts."
)
@click.option("--phone", type=click.Choice(_PHONE), help="How your notes reach your phone; asked on a terminal.")
@click.option(
    "--answers/--no-answers",
    default=None,
    help="Whether ticks in Due.md go into the notes; asked on a terminal, if notes reach the phone by a folder.",
)
@common
@click.pass_obj
def init(settings: Settings, folder: Path | None, language: str, phone: str | None, answers: bool | None) -> None:
    """Make a vault, or adopt a folder of notes.

    Only files that are missing are added; nothing that is there changes, not by a byte.
    """
    root = (folder or settings.vault or Path.cwd()).expanduser().resolve()
    if root == Path.home():
        raise CannotRun("This is your home folder: name the folder of your notes, as in `relnotes init notes`.")
    found = look(root)
    new = found.notes == 0
    if phone is None:
        phone = (
            click.prompt(_ASK + "Your choice", type=click.Choice(_PHONE), default="folder")
            if sys.stdin.isatty()
            else "folder"
        )
    if answers is None:
        answers = phone == "folder" and sys.stdin.isatty() and click.confirm(_ANSWERS, default=False)
    start = Start(
        new=new,
        language=language,
        people="People" if new else "",
        templates=found.templates or ("Templates" if new else ""),
        ignore_outputs=phone != "git" and (new or found.git),
        obsidian=found.obsidian,
        answers=answers,
    )
    files = starter_files(start, load_texts(language))
    made, there = add_files(root, files, (start.people,) if new else ())
    for path in made:
        click.echo(f"made {path}")
    for path in there:
        click.echo(f"kept {path} as it is")
    click.echo("")
    if ".gitignore" in there:
        click.echo(
            f"Add these lines to .gitignore, so that Git does not see what relnotes writes: {', '.join(IGNORED)}"
        )
    if phone == "git":
        click.echo("Run `relnotes watch` on one machine, and commit Due.md and relnotes.ics there.")
    where = "" if root == Path.cwd() else f' -C "{root}"'
    if new:
        click.echo(
            "Next: one note per person in People/, with these lines at its top:\n"
            "    ---\n    tags: [person]\n    cadence: 8w\n    ---\nThen:"
        )
    else:
        notes = "1 note, and did not change it" if found.notes == 1 else f"{found.notes} notes, none of them changed"
        click.echo(f"Adopted {notes}. Next:")
    click.echo(f"    relnotes{where} due")
