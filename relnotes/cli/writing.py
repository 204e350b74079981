"""What all commands share that change notes: --dry-run, --commit, and saying what changed."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from relnotes.cli.options import Settings
from relnotes.render.clean import shown
from relnotes.render.diff import diff_lines
from relnotes.shell.errors import CannotRun
from relnotes.shell.write import Edit, Written, change_notes, plan_notes

Command = TypeVar("Command", bound=Callable[..., Any])
_MANY = 12


class How(Struct, frozen=True):
    """How a change is to be made."""

    dry_run: bool = False
    commit: bool = False


def writes(command: Command) -> Command:
    """Add --dry-run and --commit to a command, which gets them as its argument `how`."""

    @click.option("-n", "--dry-run", is_flag=True, help="Only show what would change, as a diff.")
    @click.option("--commit", is_flag=True, help="Commit what changed, and nothing else, in Git.")
    @functools.wraps(command)
    def wrapped(*words: Any, dry_run: bool, commit: bool, **named: Any) -> Any:
        return command(*words, how=How(dry_run, commit), **named)

    return wrapped  # type: ignore[return-value]


def change(settings: Settings, root: Path, edits: Mapping[str, Edit], how: How, message: str) -> list[Written]:
    """Change notes and say what changed; or show it, where that is all that is asked for."""
    if how.dry_run:
        planned = plan_notes(root, edits)
        for one in planned:
            show(settings, one)
        return planned
    check = committing(root, list(edits)) if how.commit else None
    done = change_notes(root, edits)
    for one in done:
        say(settings, one)
    if not done:
        click.echo("Nothing to change.", err=True)
    elif check:
        check([one.path for one in done], message)
    return done


def show(settings: Settings, one: Written, renamed: str = "") -> None:
    """A change as a diff, on stdout."""
    if settings.incognito:
        raise CannotRun("A diff shows the texts of notes, so there is none while incognito.")
    for line in diff_lines(one.path, one.before, one.after, renamed):
        click.echo(line)


def say(settings: Settings, one: Written) -> None:
    """The lines of a note that are new or different, with their places."""
    if settings.incognito:
        click.echo("One note changed.")
        return
    lines = changed_lines(one)
    for number, text in lines[:_MANY]:
        click.echo(f"{shown(one.path)}:{number}: {shown(text).strip()}")
    if len(lines) > _MANY:
        click.echo(f"{shown(one.path)}: … and {len(lines) - _MANY} more lines")
    if not lines:
        click.echo(f"{shown(one.path)}: lines taken away")


def changed_lines(one: Written) -> list[tuple[int, str]]:
    """The lines that a change brought, with their numbers."""
    import difflib

    was, now = (data.decode("utf-8-sig", "replace").splitlines() for data in (one.before, one.after))
    found = []
    for tag, _, _, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag in {"insert", "replace"}:
            found += [(number + 1, now[number]) for number in range(start, end) if now[number].strip()]
    return found


def committing(root: Path, paths: list[str]) -> Callable[[list[str], str], None]:
    """Look at the repository before anything is written; what commits afterwards."""
    from relnotes.shell.commit import changed_before, commit_files
    from relnotes.shell.git import find_repository

    repository = find_repository(root)
    mixed = changed_before(repository, paths)

    def commit(written: list[str], message: str) -> None:
        try:
            name = commit_files(repository, written, message)
        except CannotRun as error:
            raise CannotRun(f"The notes are changed, but not committed: {error}") from None
        click.echo(f"committed {name}: {shown(message)}", err=True)
        for path in mixed:
            if path in written:
                click.echo(f"{shown(path)} had changes that were not committed yet; they are in it too.", err=True)

    return commit
