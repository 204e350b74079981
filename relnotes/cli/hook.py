"""hook: lint on every commit."""

import os

import click

from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.render.clean import shown
from relnotes.shell.git import Repository, find_repository
from relnotes.shell.hooks import find_hooks, framework_runs_us, line_for_others
from relnotes.shell.hooks import install as install_hooks
from relnotes.shell.hooks import uninstall as uninstall_hooks


@click.group()
def hook() -> None:
    """Check the notes on every commit, by a hook of Git."""


@hook.command()
@click.option("--fail-closed", is_flag=True, help="Stop commits, too, when relnotes itself is gone.")
@common
@click.pass_obj
def install(settings: Settings, *, fail_closed: bool) -> int:
    """Install the hook. One that is there already, and not ours, is left alone."""
    repository = _repository(settings)
    done = install_hooks(repository, fail_closed=fail_closed)
    for found, what in done:
        if what == "left":
            click.echo(f"{_name(found.path)}: another hook is there and stays; add this line to it:", err=True)
            click.echo(f"  {line_for_others(repository)}", err=True)
        else:
            click.echo(f"{_name(found.path)}: {what}", err=True)
    if framework_runs_us(repository):
        click.echo(".pre-commit-config.yaml names relnotes too, so each commit may be checked twice.", err=True)
    return 0 if done[0][1] != "left" else 1


@hook.command()
@common
@click.pass_obj
def uninstall(settings: Settings) -> None:
    """Take the hook away again. Only ours."""
    gone = uninstall_hooks(_repository(settings))
    for found in gone:
        click.echo(f"{_name(found.path)}: taken away", err=True)
    if not gone:
        click.echo("There is no hook of relnotes here.", err=True)


@hook.command()
@common
@click.pass_obj
def status(settings: Settings) -> int:
    """Say what is installed, and whether it works. Status 0 when commits are checked, 1 when they are not."""
    repository = _repository(settings)
    hooks = find_hooks(repository)
    framework = framework_runs_us(repository)
    for found in hooks:
        click.echo(f"{_name(found.path)}: {_state(found.state, found.python, works=found.works)}")
    if framework:
        click.echo(".pre-commit-config.yaml names relnotes: the framework's own `pre-commit install` makes it count.")
    # The framework writes a pre-commit hook of its own, which runs what its config names.
    return 0 if hooks[0].works or (framework and hooks[0].state == "other") else 1


def _state(state: str, python: str, *, works: bool) -> str:
    if state == "absent":
        return "none; relnotes hook install makes one"
    if state == "other":
        return "another hook, not made by relnotes"
    if not works:
        return "ours, but not executable, so Git skips it; relnotes hook install mends that"
    if not os.access(python, os.X_OK):
        return f"ours, but {shown(python)} is gone; relnotes hook install mends that"
    return f"ours, run by {shown(python)}"


def _repository(settings: Settings) -> Repository:
    return find_repository(vault_folder(settings))


def _name(path: object) -> str:
    return shown(os.path.relpath(str(path)))
