"""`python -m tests.bench [ROW ...]`: how fast relnotes is beside others on this machine, and whether that is enough."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.measure import Line, Skipped
from tests.bench.rows import ROWS, Row, name_of
from tests.bench.table import HEAD, as_json, footer, row_of
from tests.bench.vault import SEED
from tests.bench.workbench import Workbench


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these, by the names of --list")
    parser.add_argument("--list", action="store_true", help="say what each row is")
    parser.add_argument("--size", type=int, default=10_000, help="contacts in the vault (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side runs (%(default)s)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the vaults there for the next time")
    parser.add_argument("--json", action="store_true", help="every figure, as JSON")
    given = parser.parse_args(words)
    unknown = set(given.rows) - {name_of(row) for row in ROWS}
    if unknown:
        parser.error(f"there is no row {', '.join(sorted(unknown))}: see --list")
    if given.size < 1 or given.rounds < 1:
        parser.error("--size and --rounds are 1 or more")
    return given


def measure(rows: Iterable[Row], bench: Workbench, given: argparse.Namespace) -> list[Line]:
    """Run the rows; each line is printed as soon as it is known."""
    lines: list[Line] = []
    skipped: dict[str, str] = {}
    if not given.json:
        print(HEAD)
    for row in rows:
        bench.say(name_of(row))
        try:
            for line in row(bench):
                lines.append(line)
                if not given.json:
                    print(row_of(line), flush=True)
        except Skipped as why:
            skipped[name_of(row)] = str(why)
    facts = {
        "size": given.size,
        "seed": SEED,
        "rounds": given.rounds,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "processors": os.cpu_count(),
        "system": platform.platform(),
    }
    if given.json:
        print(json.dumps(as_json(lines, skipped, facts), indent=2))
    else:
        print("\n".join(footer(lines, skipped, facts)))
    return lines


def main(words: Sequence[str] | None = None) -> int:
    """1 when a budget is missed."""
    given = arguments(words)
    rows = [row for row in ROWS if not given.rows or name_of(row) in given.rows]
    if given.list:
        print("\n".join(f"{name_of(row):8} {row.__doc__}" for row in rows))
        return 0
    with tempfile.TemporaryDirectory(prefix="relnotes-bench-") as name:
        folder = Path(name)
        keep = given.keep.resolve() if given.keep else folder
        keep.mkdir(parents=True, exist_ok=True)
        bench = Workbench(folder, keep, given.size, given.rounds, lambda what: print(f"… {what}", file=sys.stderr))
        bench.empty_cache()
        lines = measure(rows, bench, given)
    return 1 if any(line.holds is False for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
