"""How the system starts `relnotes watch` at login: a systemd user unit, or a launchd agent."""

import plistlib
from collections.abc import Callable, Sequence

LABEL = "org.relnotes.watch"
Service = Callable[[Sequence[str], str], str]
"""(the command's words, where its talk may go) -> the text of the file."""


def systemd(words: Sequence[str], log: str) -> str:  # noqa: ARG001 - the journal keeps what it says
    return f"""\
[Unit]
Description=relnotes keeps the due list and the calendar feed true

[Service]
ExecStart={" ".join(_quoted(word) for word in words)}
# The vault may lie on a drive that comes later.
Restart=on-failure
RestartSec=30
Nice=10

[Install]
WantedBy=default.target
"""


def _quoted(word: str) -> str:
    """A word as systemd reads it: quoted, its specifiers and variables taken literally."""
    for char, safe in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$"), ("\n", "\\n")):
        word = word.replace(char, safe)
    return f'"{word}"'


def launchd(words: Sequence[str], log: str) -> str:
    job = {
        "Label": LABEL,
        "ProgramArguments": list(words),
        "RunAtLoad": True,
        # The vault may lie on a drive that comes later.
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "ProcessType": "Background",
        "StandardErrorPath": log,
    }
    return plistlib.dumps(job, sort_keys=False).decode()


SERVICES: dict[str, tuple[Service, str, str]] = {
    "systemd": (systemd, "~/.config/systemd/user/relnotes.service", "systemctl --user enable --now relnotes"),
    "launchd": (
        launchd,
        f"~/Library/LaunchAgents/{LABEL}.plist",
        f"launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{LABEL}.plist",
    ),
}
"""Name -> how it is written, where it is kept, and what starts it."""
