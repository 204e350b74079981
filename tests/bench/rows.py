"""The rows of the benchmark. A new one is a small function, and its name in `ROWS`.

Its docstring is what `--list` says. Its budgets are those of the project; a line without one is there to be known.
"""

import sys
from collections.abc import Callable, Iterator

from tests.bench.measure import Line, at_most, in_turns
from tests.bench.workbench import Workbench, relnotes

Row = Callable[[Workbench], Iterator[Line]]

LOOP = "the loop"


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


ROWS: tuple[Row, ...] = (first, due, khard, lint, help_)


def name_of(row: Row) -> str:
    """By what a row is chosen."""
    return row.__name__.strip("_")
