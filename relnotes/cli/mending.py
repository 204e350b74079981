"""lint --fix and --diff: mend notes on disk, or show how."""

import os
from pathlib import Path

import click

from relnotes.cli.gather import Checked
from relnotes.lint.fix import mend
from relnotes.render.clean import shown
from relnotes.render.diff import diff_lines
from relnotes.shell.write import Edit, change_notes


class Meanwhile(Exception):
    """A note is not any more what the fix was made for."""


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
        for line in diff_lines(os.path.relpath(root / path), old, new):
            click.echo(line)
    return 1 if fixed and not exit_zero else 0


def write_fixes(root: Path, checked: Checked) -> bool:
    fixed = _fixed(checked)
    for path, (old, new) in fixed.items():
        try:
            change_notes(root, {path: _unless_changed(old, new)})
        except Meanwhile:
            click.echo(f"{shown(path)} was changed meanwhile, so it is left alone: run this again.", err=True)
            continue
        click.echo(f"{shown(path)}: mended", err=True)
    return bool(fixed)


def _unless_changed(old: bytes, new: bytes) -> Edit:
    def edit(data: bytes) -> bytes:
        if data != old:
            raise Meanwhile("it was changed meanwhile")
        return new

    return edit
