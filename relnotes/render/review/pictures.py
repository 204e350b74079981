"""The geometry of a review's pictures, in units of their own view boxes; the template draws them.

Time and trees run in the direction of reading: `mirror` turns a place around for right-to-left languages.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from relnotes.insight.network import ME, Network
from relnotes.insight.review import Review
from relnotes.model import Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.wording import long_day, month_name

_YEAR = timedelta(days=365)
CELL, STEP, TOP = 11, 14, 18
_WEEKS = 53
_SHADES = 4


class Cell(Struct, frozen=True):
    """A day of the calendar: its place, its shade from 0 to 4, and what it says."""

    x: int
    y: int
    shade: int
    title: str


class Label(Struct, frozen=True):
    """A text with its middle, or where it begins or ends, at a place."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


class Half(Struct, frozen=True):
    """Half a year of the calendar."""

    width: int
    height: int
    cells: tuple[Cell, ...]
    labels: tuple[Label, ...]


def calendar(review: Review, first_weekday: int, texts: Texts, *, mirror: bool) -> tuple[Half, ...]:
    """The year up to today in two halves, a column a week, darker where there was contact with more people."""
    last = review.today - timedelta(days=(review.today.weekday() - first_weekday) % 7)
    first = last - timedelta(weeks=_WEEKS - 1)
    most = max(review.days.values(), default=0)
    half = _WEEKS // 2
    return tuple(
        _half(first + timedelta(weeks=start), count, review, most, texts, mirror=mirror)
        for start, count in ((0, half), (half, _WEEKS - half))
    )


def _half(first: date, weeks: int, review: Review, most: int, texts: Texts, *, mirror: bool) -> Half:
    width = weeks * STEP
    cells, labels = [], []
    for week in range(weeks):
        x = (weeks - 1 - week if mirror else week) * STEP
        for row in range(7):
            day = first + timedelta(days=7 * week + row)
            if review.today - _YEAR < day <= review.today:
                count = review.days.get(day, 0)
                said = texts.ngettext("{n} person", "{n} people", count).format(n=count)
                title = texts.gettext("{day}: {count}").format(day=long_day(day, texts), count=said) if count else ""
                cells.append(Cell(x, TOP + row * STEP, _shade(count, most), title))
        begins = next((day for day in (first + timedelta(days=7 * week + n) for n in range(7)) if day.day == 1), None)
        if begins and week < weeks - 2:
            at = x + CELL if mirror else x
            labels.append(Label(at, TOP - 7, month_name(begins, texts), "end" if mirror else "start"))
    return Half(width, TOP + 7 * STEP, tuple(cells), tuple(labels))


def _shade(count: int, most: int) -> int:
    return min(count, _SHADES) if most <= _SHADES else -(-count * _SHADES // most)


class Bar(Struct, frozen=True):
    """A row over time: two lengths as parts of a hundred, and what they say."""

    name: str
    first: float
    second: float
    first_text: str
    second_text: str


def kept_bars(review: Review, names: tuple[str, ...], texts: Texts) -> tuple[Bar, ...]:
    """What came due (``second``), and which part of that was kept (``first``)."""
    most = max((one.due for one in review.spans), default=0) or 1
    of = texts.gettext("{kept} of {due}")
    return tuple(
        Bar(
            name,
            round(100 * one.kept / (one.due or 1), 1),
            round(100 * one.due / most, 1),
            of.format(kept=one.kept, due=one.due) if one.due else "",
            "",
        )
        for name, one in zip(names, review.spans, strict=True)
    )


def given_bars(review: Review, names: tuple[str, ...]) -> tuple[Bar, ...]:
    """What was given against what was received."""
    most = max((max(one.gave, one.got) for one in review.spans), default=0) or 1
    return tuple(
        Bar(
            name,
            round(100 * one.gave / most, 1),
            round(100 * one.got / most, 1),
            str(one.gave or ""),
            str(one.got or ""),
        )
        for name, one in zip(names, review.spans, strict=True)
    )


# --- the network ---------------------------------------------------------------------------------------------------

_COLUMN, _ROW = 190, 30
_LEFT, _ABOVE = 16, 22
_NAME = 22


class Dot(Struct, frozen=True):
    """Somebody in the network."""

    x: float
    y: float
    me: bool
    label: Label


class Web(Struct, frozen=True):
    """The network of introductions as a tree: dots, curves between them, and those between whom I brought together."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    brought: tuple[str, ...]


def web(network: Network, me: str, *, mirror: bool) -> Web | None:
    """The tree with `me` at its root, a row for everybody at its end; None where nobody was introduced."""
    if not network.names:
        return None
    children: dict[str, list[str]] = {}
    for key, parent in network.parents.items():
        children.setdefault(parent, []).append(key)
    rows: dict[str, float] = {}
    depths: dict[str, int] = {}
    _arrange(ME, 0, children, rows, depths)
    width = _LEFT + (max(depths.values()) + 1) * _COLUMN
    height = _ABOVE + sum(key not in children for key in rows) * _ROW

    def place(key: str) -> tuple[float, float]:
        x = _LEFT + depths[key] * _COLUMN
        return (width - x if mirror else x, _ABOVE + rows[key] * _ROW + _ROW / 2 - 7)

    at = {key: place(key) for key in rows}
    toward = -1 if mirror else 1
    names = {ME: me} | dict(network.names)
    return Web(
        width,
        height,
        tuple(_dot(at[key], names[key], toward, me=key == ME, end=key not in children) for key in rows),
        tuple(_branch(at[parent], at[key]) for key, parent in network.parents.items()),
        tuple(_arc(at[one], at[other], toward) for one, other in network.brought),
    )


def _arrange(
    key: str, depth: int, children: Mapping[str, list[str]], rows: dict[str, float], depths: dict[str, int]
) -> None:
    """Give each end of the tree the next row, and everybody else the middle of those that came through them."""
    depths[key] = depth
    below = children.get(key, [])
    for child in below:
        _arrange(child, depth + 1, children, rows, depths)
    ends = sum(one not in children for one in rows)
    rows[key] = (rows[below[0]] + rows[below[-1]]) / 2 if below else ends


def _dot(place: tuple[float, float], name: str, toward: int, *, me: bool, end: bool) -> Dot:
    x, y = place
    anchor = "start" if toward > 0 else "end"
    # The branches of whoever brought others run to the side, so the name stands above them.
    label = Label(x + toward * (11 if end else 2), y + 5 if end else y - 11, clipped(shown(name), _NAME), anchor)
    return Dot(x, y, me, label)


def _branch(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = start, end
    middle = (x + to_x) / 2
    return f"M{x:g} {y:g}C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"


def _arc(start: tuple[float, float], end: tuple[float, float], toward: int) -> str:
    """From one to the other, bent back towards me."""
    (x, y), (to_x, to_y) = start, end
    bend = (min if toward > 0 else max)(x, to_x) - toward * min(20 + abs(y - to_y) / 4, _COLUMN / 2)
    return f"M{x:g} {y:g}Q{bend:g} {(y + to_y) / 2:g} {to_x:g} {to_y:g}"
