"""What every command takes, before and after its name."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Settings:
    """What the common options say; later ones, behind the command, win."""

    def __init__(self) -> None:
        self.vault: Path | None = None
        self.today: date | None = None
        self.color = "auto"
        self.incognito = os.environ.get("RELNOTES_INCOGNITO", "0").lower() not in {"", "0", "no", "false"}

    def colored(self) -> bool:
        """Whether to paint what goes to stdout."""
        if self.color != "auto":
            return self.color == "always"
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Day(click.ParamType[date]):
    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from relnotes.parse.when import Unreadable, read_date

        try:
            return read_date(str(value))
        except Unreadable as error:
            self.fail(f"{error}: {error.hint}.", param, ctx)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value is not None:
        setattr(ctx.ensure_object(Settings), str(param.name), value)


_OPTIONS = (
    click.option(
        "-C",
        "--vault",
        type=click.Path(path_type=Path),
        callback=_keep,
        expose_value=False,
        is_eager=True,
        help="The folder of notes (else RELNOTES_VAULT, else the nearest vault upward).",
    ),
    click.option(
        "--today",
        type=_Day(),
        callback=_keep,
        expose_value=False,
        is_eager=True,
        help="Take this day as today.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        callback=_keep,
        expose_value=False,
        is_eager=True,
        help="Colours: auto follows the terminal and NO_COLOR.",
    ),
    click.option(
        "--incognito",
        is_flag=True,
        default=None,
        callback=_keep,
        expose_value=False,
        is_eager=True,
        help="Hide names and texts, for a screen that others see.",
    ),
)


def common(command: Command) -> Command:
    """Add the common options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
