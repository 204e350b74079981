"""What stands in the way of a vault's outputs, and what to do about it. One small file a group of checks.

A check takes what is known of the vault and gives results; it changes nothing that stays. A new one is a file and a
line in CHECKS, whose order is that of the report.
"""

from pathlib import Path

from relnotes.model import Config
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.shell.disk import read_note
from relnotes.shell.doctor import git, notes, outputs, serving, system, vault, watching
from relnotes.shell.doctor.result import Check, Result

CHECKS: tuple[Check, ...] = (
    vault.check,
    notes.check,
    outputs.check,
    watching.check,
    serving.check,
    system.check,
    git.check,
)


def examine(root: Path) -> list[Result]:
    """The results of all checks, in the order of the report."""
    config: Config = parse_config(read_note(root, CONFIG_FILE))[0]
    return [result for check in CHECKS for result in check(root, config)]
