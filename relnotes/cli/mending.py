"""lint --fix and --diff: mend notes on disk, or show how."""

import difflib
import os
from pathlib import Path

import click

from relnotes.cli.gather import Checked
from relnotes.lint.fix import mend
from relnotes.render.clean import shown
from relnotes.shell.disk import read_note, write_whole


def _fixed(checked: Checked) -> dict[str, tuple[bytes, bytes]]:
    """Path -> its bytes, and those after mending, of each file that mending changes."""
    fixed = {}
    for path in dict.fromkeys(found.path for found in checked.change.findings if found.fix):
        old = checked.files[path]
        new = mend(path, old, checked.config, checked.day)
        if new != old:
            fixed[path] = (old, new)
    return fixed


def show_fixes(root: Path, checked: Checked, *, exit_zero: bool) -> int:
    fixed = _fixed(checked)
    for path, (old, new) in fixed.items():
        was, now = (data.decode("utf-8-sig").split("\n") for data in (old, new))
        name = shown(os.path.relpath(root / path))
        for line in difflib.unified_diff(was, now, f"a/{name}", f"b/{name}", lineterm=""):
            click.echo(_shown_line(line))
    return 1 if fixed and not exit_zero else 0


def _shown_line(line: str) -> str:
    """A line of a diff, its indentation kept."""
    text = line.rstrip("\r\n")
    indent = text[: len(text) - len(text.lstrip())]
    return text if text.isprintable() else indent + shown(text)


def write_fixes(root: Path, checked: Checked) -> bool:
    fixed = _fixed(checked)
    for path, (old, new) in fixed.items():
        if read_note(root, path) != old:
            click.echo(f"{shown(path)} was changed meanwhile, so it is left alone: run this again.", err=True)
            continue
        write_whole(root / path, new)
        click.echo(f"{shown(path)}: mended", err=True)
    return bool(fixed)
