"""Keeps the outputs of a vault true while it is edited, for a year if need be.

Hints of the system only say that something happened; a scan by (mtime, size, inode, ctime) decides what changed. So a
storm of events is one batch, and what no event announced is found by the scan that runs every half minute anyway.
Where hints name a few notes, these are looked at first, so that one who saves a note need not wait for the scan.
"""

import gc
import signal
import threading
import time
from collections.abc import Callable, Set
from datetime import date
from pathlib import Path
from types import FrameType

from relnotes.carry import changed
from relnotes.model import Config
from relnotes.render.problems import problem_lines
from relnotes.shell.cache import Cache
from relnotes.shell.disk import Scan, Signature, load_config, look_again, scan, signature, sweep
from relnotes.shell.errors import CannotRun
from relnotes.shell.hints import Hints
from relnotes.shell.live import Kept, Today, compute
from relnotes.shell.lock import Lock
from relnotes.shell.memory import give_back
from relnotes.shell.outputs import Done, bring_up_to_date
from relnotes.shell.snapshot import Snapshot, lessened, take_snapshot

QUIET = 0.25
LONGEST = 2.0
SCAN = 30.0
# Without hints, or with some missing, the folder is looked at so often instead.
LOOK = 2.0
# Between the two looks that it takes to believe that a note is gone.
SETTLE = 0.5
# A hint of something moved is held back for half a second, to see where it went.
LATE = 1.5
# What failed is tried again after so long, whatever the events say.
AGAIN = 5.0
# A system that could not report changes is asked again after so long.
RELISTEN = 600.0

Say = Callable[[str], None]
Clock = Callable[[Config], date]
Show = Callable[[Today], None]


class Watcher:
    """One vault, watched until it is told to stop."""

    def __init__(self, root: Path, clock: Clock, say: Say, show: Show | None = None) -> None:
        """`show` is told of each day that was computed. Who shows the vault may also do so beside another watcher."""
        self.root = root
        self.clock = clock
        self.say = say
        self.show = show
        self.beside = False
        """Another watcher writes the outputs, and this one only reads."""
        self.touched = threading.Event()
        self.stopped = False
        self.snapshot = Snapshot()
        self.seen: Scan | None = None
        """What lay in the vault when it was last looked at."""
        self.day: date | None = None
        self.config = Config()
        """The last config that could be read."""
        self.kept: Kept | None = None
        self.outputs: dict[str, Signature | None] = {}
        """What the outputs looked like when they were last found true."""
        self.failed = False
        self.trouble = ""
        """Why the outputs, and what is shown, are not as new as they could be."""
        self.later = False
        """Somebody is answering in Due.md just now, which is looked at again soon."""
        self.said: frozenset[str] = frozenset()
        self.hints = Hints(root, self.touched)
        self.lock = Lock(root)
        self.deaf = ""
        """Why the system's hints cannot be relied upon, if so."""
        self.asked = 0.0
        """When the system was last asked to report changes."""
        self.watched = self._identity()

    def refresh(self, *, hinted: bool = True) -> None:
        """Bring the snapshot and the outputs up to date; what cannot be done is said once, and tried again later.

        `hinted` says whether the system announced that something changed.
        """
        # No cycles are looked for while somebody waits.
        gc.disable()
        try:
            self._batch(hinted=hinted)
        except CannotRun as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - a year-long process: one batch may fail, the next one is tried
            self._fail(f"this batch failed, please report it: {type(error).__name__}: {error}")
        finally:
            gc.enable()

    def _batch(self, *, hinted: bool) -> None:
        if not self.root.is_dir():
            raise CannotRun(f"{self.root} is no folder any more: waiting until it is there again.")
        config = load_config(self.root)
        self.seen = found = self._settled(config, hinted=hinted)
        before = self.snapshot
        cache = Cache(self.root, config.contact_kinds) if not before.notes else None
        fresh = take_snapshot(self.root, config, before, found=found, cache=cache)
        today = self.clock(config)
        other = (fresh.notes, fresh.problems, fresh.stale) != (before.notes, before.problems, before.stale)
        self.snapshot = fresh
        self._listened(changed=other and bool(before.notes), hinted=hinted)
        true = all(signature(self.root / path) == one for path, one in self.outputs.items())
        if true and not (other or self.failed) and (config, today) == (self.config, self.day):
            return
        what = _changes(before, fresh, new_day=today != self.day)
        self.config = config
        done = self._deliver(compute(self.root, config, fresh, today, kept=self.kept))
        self.kept = done.day.kept
        if not before.notes:
            # What was read stays for long: cycles are looked for among what comes, and not among it all each time.
            gc.collect()
            gc.freeze()
        self.snapshot, self.later = done.snapshot, done.later
        self.day, self.failed, self.trouble = today, False, ""
        problems = [p for p in done.day.problems if p.severity != "info" and p.path not in done.taken.copies]
        stale = {f"{path}: kept as it was, since it cannot be read just now" for path in done.snapshot.stale}
        self.say_once({*problem_lines(problems), *stale, *done.said(), *self._hearing()})
        if done.written:
            self.say(f"{'answers' if done.taken.written else what}: wrote {', '.join(done.written)}")

    def _deliver(self, computed: Today) -> Done:
        """Show the day and write what follows from it. The outputs of another watcher stay."""
        if self.show:
            self.show(computed)
        config = computed.window.config
        # Forgotten until they are written, so that what fails is tried again.
        self.outputs = {}
        done = Done(self.snapshot, computed)
        if not self.beside:
            done = bring_up_to_date(self.root, config, self.snapshot, computed)
        if self.show and done.day is not computed:
            self.show(done.day)
        self.outputs = {path: signature(self.root / path) for path in config.outputs}
        if done.later:
            self.outputs[config.due_path] = None
        return done

    def _look(self, config: Config, *, hinted: bool) -> Scan:
        """What lies in the vault: first of all at the notes that hints name, where those are all that was written."""
        named = self.hints.take() or ()
        notes = [path for path in named if path.lower().endswith(".md") and path not in config.outputs]
        before = self.seen if hinted and notes and config == self.config else None
        if before and (found := look_again(self.root, before, notes)):
            # What no hint named is found right afterwards.
            self.hints.doubt()
            return found
        return scan(self.root, config)

    def _settled(self, config: Config, *, hinted: bool) -> Scan:
        """What lies in the vault; a note that is gone or shorter is believed to be when it was so at two looks.

        Git deletes what it then writes anew, editors move or empty it: believed at once, contacts would flicker.
        """
        found = self._look(config, hinted=hinted)
        first = lessened(self.snapshot, found)
        if first:
            time.sleep(SETTLE)
            found = scan(self.root, config)
            known = self.snapshot.signatures
            inodes = {one[2] for one in found.notes.values()}
            doubtful = lessened(self.snapshot, found).items() - first.items()
            # One that was renamed is there by its new name.
            held = {path: known[path] for path, now in doubtful if now or known[path][2] not in inodes}
            if held:
                found = Scan({**found.notes, **held}, found.problems)
                self.touched.set()
        if self.snapshot.notes and not found.notes:
            # A drive that is not there leaves an empty folder behind: nobody deletes everyone they know.
            raise CannotRun(
                f"No note is left in {self.root}: the outputs stay as they were until some are there again."
            )
        return found

    def _fail(self, sentence: str) -> None:
        self.failed, self.trouble = True, sentence
        # What is wrong in the notes is still known: it is not said again when this is over.
        self.say_once(self.said | {sentence} | self._hearing())

    def say_once(self, lines: Set[str]) -> None:
        """Say what was not said the last time."""
        for line in sorted(lines - self.said):
            self.say(line)
        self.said = frozenset(lines)

    def run(self) -> None:
        """Watch until SIGINT or SIGTERM; CannotRun when somebody else does already."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self.beside = not self.lock.take()
        if self.beside and not self.show:
            raise CannotRun(f"{self.root} is being watched already, by another relnotes watch: one is enough.")
        give_back()
        self._listen()
        self.refresh()
        sweep(self.root)
        for path in self.outputs:
            sweep((self.root / path).parent)
        self.say(f"watching {self.root}, stop with Ctrl-C")
        while not self.stopped:
            hinted = self._wait()
            self._stay_put()
            if not self.stopped:
                self.refresh(hinted=hinted)
        self.hints.stop()
        self.lock.release()

    def _stay_put(self) -> None:
        """Follow the vault's path when another folder is there now, and listen again when listening ended."""
        moved = self._identity() != self.watched
        if moved:
            # The folder was removed, or made again: the system still watches the old one.
            self.hints.stop()
            self.watched = self._identity()
            self.beside = self.root.is_dir() and not self.lock.take()
            if self.beside and not self.show:
                self.say(f"{self.root} is being watched by another relnotes watch now: this one ends.")
                self.stopped = True
        elif self.beside and self.lock.take():
            self.beside, self.failed = False, True
        due = self.deaf and time.monotonic() - self.asked > RELISTEN
        if self.root.is_dir() and (moved or due or not (self.deaf or self.hints.alive)):
            self._listen()

    def _listen(self) -> None:
        self.asked = time.monotonic()
        self.deaf = self.hints.start()

    def _listened(self, *, changed: bool, hinted: bool) -> None:
        """Notice when something changed that no hint announced, and rely on looking from then on."""
        if not changed or hinted or self.deaf:
            return
        # It may have happened just now, and the hint be on its way.
        if not self.touched.wait(LATE):
            self.deaf = "it reports only some of the changes"

    def _hearing(self) -> set[str]:
        if not self.deaf:
            return set()
        what = f"the system cannot watch all of this folder ({self.deaf})"
        return {f"{what}; looking at it every {LOOK:.0f} s instead. relnotes doctor says more."}

    def _identity(self) -> tuple[int, int]:
        """Which folder on disk the vault's path means."""
        try:
            stat = self.root.stat()
        except OSError:
            return (0, 0)
        return (stat.st_dev, stat.st_ino)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopped = True
        self.touched.set()

    def _wait(self) -> bool:
        """Until something happened and it is quiet again, or until it is time to look anyway; whether it was a hint."""
        pace = LOOK if self.deaf else AGAIN if self.failed or self.later else SCAN
        end = time.monotonic() + pace
        while not self.touched.wait(min(1.0, max(0.0, end - time.monotonic()))):
            if self._identity() != self.watched or not (self.deaf or self.hints.alive):
                # What happened meanwhile was not announced to us, and nobody is to blame.
                return True
            if time.monotonic() >= end or self.clock(self.config) != self.day:
                return False
        latest = time.monotonic() + LONGEST
        while self.touched.is_set() and time.monotonic() < latest and not self.stopped:
            self.touched.clear()
            self.touched.wait(QUIET)
        self.touched.clear()
        return True


def _changes(before: Snapshot, after: Snapshot, *, new_day: bool) -> str:
    """What a batch was about, in a few words."""
    if not before.signatures:
        return f"{len(after.notes)} notes"
    paths = sorted(changed(before.notes, after.notes))
    if not paths:
        return "a new day" if new_day else "outputs"
    return paths[0] if len(paths) == 1 else f"{len(paths)} notes"
