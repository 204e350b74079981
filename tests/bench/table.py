"""The table of the benchmark at 80 columns, and the same as values for JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.measure import Line, Runs

HEAD = f"{'':24}{'figure':>8} {'baseline':>9} {'':11}{'ratio':>6}  budget"


def shown(value: float, unit: str) -> str:
    """A figure with three digits or so, and its unit."""
    if unit == "s":
        scale, unit = next((one for one in ((1, "s"), (1e3, "ms")) if value * one[0] >= 0.9995), (1e6, "µs"))
        value *= scale
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f} {unit}"


def row_of(line: Line) -> str:
    """A line of the table."""
    baseline = shown(line.baseline.median, line.unit) if line.baseline else ""
    ratio = f"{line.ratio:.{1 if line.ratio >= 10 else 2 if line.ratio >= 0.1 else 3}f}x" if line.ratio else ""
    budget = line.budget.words if line.budget else ""
    verdict = {True: "holds", False: "MISSES", None: ""}[line.holds]
    figure = shown(line.figure.median, line.unit)
    return f"{line.what:24}{figure:>8} {baseline:>9} {line.beside:11}{ratio:>6}  {budget:11} {verdict}".rstrip()


def footer(lines: Sequence[Line], skipped: Mapping[str, str], facts: Mapping[str, Any]) -> list[str]:
    """What one must know to judge the figures: how they were made, how noisy it was, and what is not among them."""
    rounds = "one round" if facts["rounds"] == 1 else f"{facts['rounds']} rounds"
    made = f"{facts['size']:,} contacts, medians of {rounds} in turns"
    machine = f"{facts['python']}, {facts['processors']} cores"
    noise = max((runs.spread for line in lines for runs in (line.figure, line.baseline) if runs), default=1.0)
    missed = sum(line.holds is False for line in lines)
    budgets = sum(line.budget is not None for line in lines)
    verdict = f"{budgets - missed} of {budgets} budgets hold"
    return [
        *(f"{name:24}skipped: {why}" for name, why in skipped.items()),
        "",
        f"{made}; {machine}.",
        f"Slowest round: up to {noise:.1f} times the fastest. {verdict}.",
    ]


def as_json(lines: Sequence[Line], skipped: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every figure of every round, in seconds, MiB or requests a second."""
    return {**facts, "lines": [_values(line) for line in lines], "skipped": dict(skipped)}


def _values(line: Line) -> dict[str, Any]:
    return {
        "what": line.what,
        "unit": line.unit,
        "figure": _runs(line.figure),
        "beside": line.beside,
        "baseline": _runs(line.baseline) if line.baseline else None,
        "ratio": line.ratio,
        "budget": line.budget.words if line.budget else None,
        "holds": line.holds,
    }


def _runs(runs: Runs) -> dict[str, Any]:
    return {"median": runs.median, "min": min(runs.each), "max": max(runs.each), "runs": list(runs.each)}
