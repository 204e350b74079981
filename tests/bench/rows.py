"""The rows of the benchmark. A new one is a small function, and its name in `ROWS`.

Its docstring is what `--list` says. Its budgets are those of the project; a line without one is there to be known.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measure import Line, Runs, Skipped, at_least, at_most, in_turns, plus, together, within
from tests.bench.memory import of_bare_python, of_watcher
from tests.bench.workbench import Workbench, relnotes

Row = Callable[[Workbench], Iterator[Line]]

LOOP = "the loop"
GROWS = at_most(1.15)


def first(bench: Workbench) -> Iterator[Line]:
    """`relnotes due` with an empty cache, beside `frontmatter.load` in a loop over the same notes."""
    root = bench.vault()
    ours, loop = in_turns(bench.rounds, bench.process([*relnotes(root), "due"], cold=True), bench.loop(root))
    yield Line("first build, no cache", ours, "s", LOOP, loop, at_most(2))


def due(bench: Workbench) -> Iterator[Line]:
    """`relnotes due` when nothing changed, beside the same loop; with the feed that a user has, and before that."""
    root, plain = bench.published(), bench.vault()
    sides = (bench.process([*relnotes(root), "due"]), bench.process([*relnotes(plain), "due"]), bench.loop(plain))
    ours, no_feed, loop = in_turns(bench.rounds, *sides)
    yield Line("due, nothing changed", ours, "s", LOOP, loop, at_most(0.25))
    yield Line("due, no feed yet", no_feed, "s", LOOP, loop)


def khard(bench: Workbench) -> Iterator[Line]:
    """`relnotes due` when nothing changed, beside `khard list` of as many cards: twenty times as fast."""
    program, root, cards = bench.peer("khard"), bench.published(), bench.folder / "cards"
    bench.run([*relnotes(root), "export", "-o", f"{cards}/"])
    config = bench.folder / "khard.conf"
    config.write_text(f"[addressbooks]\n[[people]]\npath = {cards}\n")
    theirs = bench.process([str(program), "-c", str(config), "list"], prints="c00000")
    ours, khard_list = in_turns(bench.rounds, bench.process([*relnotes(root), "due"]), theirs)
    yield Line("due, nothing changed", ours, "s", "khard list", khard_list, at_most(1 / 20))


def lint(bench: Workbench) -> Iterator[Line]:
    """`relnotes lint --staged` with one note staged, without a cache and with it, beside the same loop."""
    root = bench.copy()
    git = ["git", "-C", str(root), "-c", "gc.auto=0", "-c", "user.name=N", "-c", "user.email=n@example.org"]
    note = next(root.rglob("*.md"))
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Notes"], ["gc", "-q"]):
        bench.run([*git, *words])
    note.write_text(note.read_text("utf-8").replace("## Log\n", "## Log\n- 2026-11-20 call: the race\n"), "utf-8")
    bench.run([*git, "add", str(note)])
    command = [*relnotes(root), "lint", "--staged"]
    # With the cache that the run without one has left.
    cold, warm, loop = in_turns(
        bench.rounds, bench.process(command, cold=True), bench.process(command), bench.loop(root)
    )
    yield Line("lint --staged, no cache", cold, "s", LOOP, loop, at_most(1.2))
    yield Line("lint --staged", warm, "s", LOOP, loop, at_most(0.3))


def help_(bench: Workbench) -> Iterator[Line]:
    """`relnotes --help`, beside an interpreter that does nothing."""
    ours = bench.process([sys.executable, "-m", "relnotes", "--help"], prints="Usage:")
    alone = bench.process([sys.executable, "-c", "pass"])
    shown, bare = in_turns(4 * bench.rounds, ours, alone)
    yield Line("--help", shown, "s", "python", bare, at_most(5))


def save(bench: Workbench) -> Iterator[Line]:
    """One saved note in `relnotes watch`, from the end of the quiet time to list and feed, beside its full build."""
    full, saves = [], []
    for _ in range(bench.rounds):
        root = bench.copy()
        bench.empty_cache()
        found = json.loads(bench.run([sys.executable, "-m", "tests.bench.watching", str(root), "5"]))
        full.append(found["full"])
        saves += found["saves"]
        shutil.rmtree(root)
    builds, each = Runs(tuple(full)), Runs(tuple(saves))
    yield Line("a saved note, in watch", each, "s", "full build", builds, at_most(0.02))
    yield Line("a saved note, in watch", each, "s", budget=within(100))


def briefs(bench: Workbench) -> Iterator[Line]:
    """The briefs of everybody with the index that they share, beside the agenda: no more, in CPU."""
    words = [sys.executable, "-m", "tests.bench.briefing", str(bench.vault()), str(bench.rounds)]
    found = json.loads(bench.run(words))
    ours, theirs = Runs(tuple(found["briefs"])), Runs(tuple(found["agenda"]))
    yield Line("everybody's briefs", ours, "s", "the agenda", theirs, at_most(1))


def memory(bench: Workbench) -> Iterator[Line]:
    """Resident memory of `relnotes watch` after a first build without cache and a saved note, beside an interpreter."""
    if not Path("/proc/self/statm").exists():
        raise Skipped("what a process holds in memory is read from /proc, as Linux has it")
    root = bench.copy()
    bench.empty_cache()
    # A second time it is the same to a MiB or two: there is no need to ask for rounds.
    rest, most = of_watcher([*relnotes(root), "watch"], bench, next(root.rglob("People/*/*.md")))
    bare = of_bare_python()
    yield Line("watch, at rest", Runs((rest,)), "MiB", "python", Runs((bare,)), plus(100))
    yield Line("watch, at its peak", Runs((most,)), "MiB", "python", Runs((bare,)))


def growth(bench: Workbench) -> Iterator[Line]:
    """What a note costs in a vault ten times and thirty times as large: no more, but for 15% that may be noise."""
    sizes = (bench.size // 10 or 1, bench.size, 3 * bench.size)
    for what, make, cold in (("first", bench.vault, True), ("due", bench.published, False)):
        alone, small, middle, large = (bench.process([*relnotes(make(n)), "due"], cold=cold) for n in (1, *sizes))
        # Small vaults cost little beside the start of a process: only many runs tell the two apart.
        *few, ten, thirty = in_turns(bench.rounds, *(alone, small) * 8, middle, large)
        start, runs = together(few[::2]), [together(few[1::2]), ten, thirty]
        for size, one in zip(sizes, runs, strict=True):
            yield Line(f"{what}, {size:,} contacts", one, "s")
        # Without that start: spread over more notes, it would hide that each costs more.
        costs = [Runs(((one.median - start.median) / size,)) for one, size in zip(runs, sizes, strict=True)]
        if costs[0].median <= 0:
            raise Skipped(f"what a note costs cannot be seen in a vault of {sizes[0]:,}")
        for before, after in ((0, 1), (1, 2)):
            yield Line(
                f"  a note of {sizes[after]:,}", costs[after], "s", f"of {sizes[before]:,}", costs[before], GROWS
            )


def http(bench: Workbench) -> Iterator[Line]:
    """Requests a second for a feed of 1,000 events at `relnotes serve`, beside Radicale with the same calendar."""
    path = os.pathsep.join([str(bench.peer("radicale").parent), bench.env["PATH"]])
    words = [sys.executable, "-m", "tests.bench.http", str(bench.rounds)]
    found = json.loads(bench.run(words, bench.env | {"PATH": path}))
    rates = {name: Runs(tuple(each)) for name, each in found.items()}
    yield Line("feed over HTTP, 200", rates["200"], "/s", "Radicale", rates["Radicale 200"], at_least(5))
    yield Line("feed over HTTP, 304", rates["304"], "/s", "its 200", rates["200"], at_least(1))
    yield Line("page over HTTP, 304", rates["page 304"], "/s")


ROWS: tuple[Row, ...] = (first, due, khard, save, briefs, lint, help_, memory, growth, http)


def name_of(row: Row) -> str:
    """By what a row is chosen."""
    return row.__name__.strip("_")
