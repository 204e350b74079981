"""The colours of the styles."""

from typing import Any

import click

from relnotes.cli.options import Settings
from relnotes.render.paint import Paint, no_paint

_STYLES: dict[str, dict[str, Any]] = {
    "name": {"bold": True},
    "urgent": {"fg": "yellow"},
    "dim": {"dim": True},
    "title": {"bold": True},
}


def painter(settings: Settings) -> Paint:
    """How to paint for stdout."""
    if not settings.colored():
        return no_paint
    return lambda style, text: click.style(text, **_STYLES[style]) if style in _STYLES else text
