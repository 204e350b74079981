"""The benchmark works, on a vault so small that its figures mean nothing: none is judged here."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.drive import program
from tests.bench import http
from tests.bench.__main__ import arguments, main, measure
from tests.bench.measure import Budget, Line, Runs, Skipped, at_least, at_most, in_turns, plus, together, within
from tests.bench.rows import ROWS, name_of
from tests.bench.table import HEAD, row_of, shown
from tests.bench.workbench import Workbench

QUICK = ["first", "due", "save", "lint", "help"]
"""Rows that need no network and no server."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def test_the_table_fits_a_terminal(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each budget, 80 columns; status 1 only when one is missed."""
    status = main([*QUICK, "--size", "12", "--rounds", "1", "--keep", str(kept)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == HEAD
    assert [line[:24].strip() for line in lines[1:-3]] == [
        "first build, no cache",
        "due, nothing changed",
        "due, no feed yet",
        "a saved note, in watch",
        "a saved note, in watch",
        "lint --staged, no cache",
        "lint --staged",
        "--help",
    ]
    assert max(map(len, lines)) <= 80
    assert status == any("MISSES" in line for line in lines)


def test_json_has_every_round(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["help", "--size", "12", "--rounds", "2", "--keep", str(kept), "--json"])
    found = json.loads(capsys.readouterr().out)
    (line,) = found["lines"]
    assert found["size"] == 12 and found["rounds"] == 2 and not found["skipped"]
    assert line["ratio"] == line["figure"]["median"] / line["baseline"]["median"]
    assert line["figure"]["min"] == min(line["figure"]["runs"])
    assert line["holds"] == (line["ratio"] <= 5)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A watcher, asked when it is ready and has followed a save; at its peak it had no less."""
    main(["memory", "--size", "12", "--rounds", "1", "--keep", str(kept), "--json"])
    rest, peak = (line["figure"]["median"] for line in json.loads(capsys.readouterr().out)["lines"])
    assert 10 < rest <= peak


def test_http(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Both servers answer with the same thousand events."""
    program("radicale")
    monkeypatch.setattr(http, "SECONDS", 0.1)
    http.main(1)
    rates = json.loads(capsys.readouterr().out)
    assert [*rates] == ["200", "304", "page 304", "Radicale 200"]
    assert all(each > 0 for (each,) in rates.values())


def test_a_row_that_cannot_be_measured_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines are no part of the verdict; the other rows are measured."""

    def one(_: Workbench) -> Iterator[Line]:
        """One."""
        yield Line("one", Runs((1.0,)), "s", "x", Runs((1.0,)), at_most(2))

    def other(bench: Workbench) -> Iterator[Line]:
        """Other."""
        if bench.rounds:
            raise Skipped("the registry does not answer")
        yield from one(bench)

    bench = Workbench(tmp_path, tmp_path, 12, 1, lambda _: None)
    assert len(measure([other, one], bench, arguments([]))) == 1
    out = capsys.readouterr().out
    assert "other                   skipped: the registry does not answer\n" in out
    assert "1 of 1 budgets hold." in out


def test_the_vault_is_made_once(kept: Path) -> None:
    bench = Workbench(kept, kept, 12, 1, lambda _: None)
    vault = bench.vault()
    before = vault.stat().st_mtime_ns
    assert bench.vault() == vault and vault.stat().st_mtime_ns == before
    assert len([*vault.rglob("*.md")]) == 12


def test_every_row_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == len(ROWS) == len({name_of(row) for row in ROWS})
    assert "None" not in out


def test_no_row_of_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["dew"])
    assert "there is no row dew" in capsys.readouterr().err


def test_sides_run_in_turns() -> None:
    """Each once for nothing, then all of them in every round."""
    ran: list[str] = []

    def side(name: str) -> float:
        ran.append(name)
        return float(len(ran))

    ours, theirs = in_turns(2, lambda: side("ours"), lambda: side("theirs"))
    assert ran == ["ours", "theirs"] * 3
    assert (ours.each, theirs.each) == ((3, 5), (4, 6))


@pytest.mark.parametrize(
    ("figure", "baseline", "budget", "holds"),
    [
        (0.25, 1.0, at_most(0.25), True),
        (0.26, 1.0, at_most(0.25), False),
        (500.0, 100.0, at_least(5), True),
        (499.0, 100.0, at_least(5), False),
        (0.1, 9.0, within(100), True),
        (0.11, 9.0, within(100), False),
        (110.0, 10.0, plus(100), True),
        (111.0, 10.0, plus(100), False),
    ],
)
def test_budgets(figure: float, baseline: float, budget: Budget, holds: bool) -> None:
    line = Line("x", Runs((figure,)), "s", "y", Runs((baseline,)), budget)
    assert line.holds is holds
    assert line.ratio == figure / baseline


def test_medians() -> None:
    """One run that was disturbed does not count; it shows in the spread."""
    runs = Runs((1.0, 9.0, 2.0))
    assert runs.median == 2 and runs.spread == 9
    assert together([runs, Runs((4.0, 5.0))]).median == 4


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (11.24, "s", "11.2 s"),
        (1.0, "s", "1.00 s"),
        (0.0563, "s", "56.3 ms"),
        (0.0001051, "s", "105 µs"),
        (9.52, "MiB", "9.52 MiB"),
        (2345.6, "/s", "2346 /s"),
    ],
)
def test_figures(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_a_line_that_only_informs() -> None:
    """Without a baseline or a budget it has no verdict."""
    line = Line("full build", Runs((2.0,)), "s")
    assert line.holds is None
    assert row_of(line) == "full build                2.00 s"
