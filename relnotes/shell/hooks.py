"""Git hooks that run lint on what is about to be committed: made, recognised, taken away; never over another's."""

import contextlib
import os
import shlex
import sys
from pathlib import Path

from msgspec import Struct

from relnotes.shell.disk import write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.git import Repository

# A clean merge does not run pre-commit, so there are two.
NAMES = ("pre-commit", "pre-merge-commit")
_ID = "# Made by `relnotes hook install`; `relnotes hook uninstall` takes it away."
# 97: relnotes is gone. -P: Python files that lie in the vault are not imported.
_SCRIPT = """\
#!/bin/sh
{id}
python={python}
run='import sys
try:
    from relnotes.cli import main
except ImportError:
    sys.exit(97)
main()'
if [ -x "$python" ]; then
    "$python" -P -c "$run" {words}
    status=$?
elif command -v relnotes >/dev/null 2>&1; then
    relnotes {words}
    status=$?
else
    status=97
fi
if [ "$status" -eq 97 ]; then
    echo "{gone}" >&2
    exit {failing}
fi
if [ "$status" -ne 0 ]; then
    echo "relnotes stopped this commit; git commit --no-verify skips the check." >&2
fi
exit "$status"
"""


class Hook(Struct, frozen=True):
    """One hook of a repository: its file, whose it is, and which interpreter ours runs."""

    path: Path
    state: str
    """``absent``, ``ours`` or ``other``."""
    python: str = ""

    @property
    def works(self) -> bool:
        return self.state == "ours" and os.access(self.path, os.X_OK)


def script(repository: Repository, *, fail_closed: bool = False) -> str:
    """The text of the hook."""
    words = ["lint", "--staged", "--quiet"]
    if repository.prefix:
        words += ["-C", repository.prefix.rstrip("/")]
    what = "this commit is stopped" if fail_closed else "this commit was not checked"
    return _SCRIPT.format(
        id=_ID,
        python=shlex.quote(sys.executable),
        words=shlex.join(words),
        gone=f"relnotes is gone, so {what}: install it again, then run relnotes hook install.",
        failing=1 if fail_closed else 0,
    )


def line_for_others(repository: Repository) -> str:
    """What to add to a hook that is somebody else's."""
    place = ["-C", repository.prefix.rstrip("/")] if repository.prefix else []
    return shlex.join([sys.executable, "-P", "-m", "relnotes", "lint", "--staged", "--quiet", *place]) + " || exit 1"


def find_hooks(repository: Repository) -> list[Hook]:
    """Our two hooks as they are now."""
    folder = repository.git_path("hooks")
    return [_look(folder / name) for name in NAMES]


def _look(path: Path) -> Hook:
    try:
        text = path.read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        return Hook(path, "absent")
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error
    if _ID not in text:
        return Hook(path, "other")
    baked = next((line for line in text.splitlines() if line.startswith("python=")), "python=")
    return Hook(path, "ours", "".join(shlex.split(baked.removeprefix("python="))))


def install(repository: Repository, *, fail_closed: bool = False) -> list[tuple[Hook, str]]:
    """Write our hooks where no other stands; what was done with each: installed, refreshed, unchanged, left."""
    folder = repository.git_path("hooks").resolve()
    git = Path(os.fsdecode(repository.run("rev-parse", "--git-common-dir").removesuffix(b"\n")))
    inside = (repository.top, (repository.top / git).resolve())
    if not any(folder.is_relative_to(place) for place in inside):
        raise CannotRun(
            f"Git's core.hooksPath leads to {folder}, which serves other repositories too, so nothing is written. "
            f"Add this line to its pre-commit: {line_for_others(repository)}"
        )
    done = []
    for hook in find_hooks(repository):
        if hook.state == "other":
            done.append((hook, "left"))
            continue
        changed = write_whole(hook.path, script(repository, fail_closed=fail_closed).encode())
        hook.path.chmod(hook.path.stat().st_mode | 0o111)
        fresh = "installed" if hook.state == "absent" else "refreshed"
        done.append((_look(hook.path), fresh if changed else "unchanged"))
    return done


def uninstall(repository: Repository) -> list[Hook]:
    """Take our hooks away; those that were."""
    ours = [hook for hook in find_hooks(repository) if hook.state == "ours"]
    for hook in ours:
        with contextlib.suppress(FileNotFoundError):
            hook.path.unlink()
    return ours


def framework_runs_us(repository: Repository) -> bool:
    """Whether the pre-commit framework's config names relnotes."""
    with contextlib.suppress(OSError):
        return "relnotes" in (repository.top / ".pre-commit-config.yaml").read_text("utf-8", "replace")
    return False
