"""How text is painted for a terminal, or not at all."""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""(style, text) -> text; the styles are name, urgent, dim, title."""


def no_paint(_style: str, text: str) -> str:
    return text
