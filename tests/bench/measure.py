"""What is measured: runs in turns, their median, and whether that keeps its budget. No process and no disk here."""

import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

Side = Callable[[], float]
"""One of the things that a row compares: does it once, and says what that took."""


class Skipped(Exception):
    """Why a row cannot be measured here."""


class Runs(NamedTuple):
    """The figures of one side. The median counts: one waits for the usual run, not for the luckiest."""

    each: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.each)

    @property
    def spread(self) -> float:
        """How many times its smallest figure the largest is: 1 on a machine that does nothing else."""
        return max(self.each) / min(self.each)


class Budget(NamedTuple):
    """What a figure may be, beside that of its baseline."""

    words: str
    holds: Callable[[float, float], bool]


class Line(NamedTuple):
    """A line of the table. Without a budget it only informs."""

    what: str
    figure: Runs
    unit: str
    """``s``, ``MiB``, or ``/s``."""
    beside: str = ""
    """What the baseline is."""
    baseline: Runs | None = None
    budget: Budget | None = None

    @property
    def ratio(self) -> float | None:
        return self.figure.median / self.baseline.median if self.baseline else None

    @property
    def holds(self) -> bool | None:
        """None where there is nothing to keep."""
        baseline = self.baseline.median if self.baseline else 0.0
        return self.budget.holds(self.figure.median, baseline) if self.budget else None


def in_turns(rounds: int, *sides: Side) -> list[Runs]:
    """The figures of each side, run one after the other in every round, so that all see the same machine.

    Before the first round each runs once for nothing: files are then in memory, and bytecode is compiled.
    """
    for side in sides:
        side()
    figures = [[side() for side in sides] for _ in range(rounds)]
    return [Runs(each) for each in zip(*figures, strict=True)]


def together(sides: Sequence[Runs]) -> Runs:
    """The figures of a side that ran several times in each round."""
    return Runs(tuple(figure for side in sides for figure in side.each))


def at_most(times: float) -> Budget:
    """So many times the baseline, or less."""
    return Budget(f"<= {times:g}x", lambda figure, baseline: figure <= times * baseline)


def at_least(times: float) -> Budget:
    """So many times the baseline, or more."""
    return Budget(f">= {times:g}x", lambda figure, baseline: figure >= times * baseline)


def within(milliseconds: float) -> Budget:
    """So long, whatever the baseline."""
    return Budget(f"<= {milliseconds:g} ms", lambda figure, _: figure * 1000 <= milliseconds)


def plus(mebibytes: float) -> Budget:
    """So much above the baseline."""
    return Budget(f"<= +{mebibytes:g} MiB", lambda figure, baseline: figure - baseline <= mebibytes)
