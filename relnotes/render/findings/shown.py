"""What the formats need to know beside the findings."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from relnotes.render.paint import Paint, no_paint


class Shown(Struct, frozen=True):
    """How findings are shown: the rules' codes, the lines of the files, and what fits the screen."""

    codes: Mapping[str, str]
    lines: Callable[[str, int], str]
    """(path, line) -> that line as it stands in the file; empty when it is not known."""
    place: Callable[[str], str] = str
    """A path of the vault -> the path as the user's shell knows it."""
    columns: int = 80
    paint: Paint = no_paint
    many: int = 20
    """With more findings than this, full becomes concise."""
