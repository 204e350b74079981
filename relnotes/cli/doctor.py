"""doctor: what stands in the way, and what to do."""

import json
import shutil
from typing import Any

import click

from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.render.clean import escaped
from relnotes.render.columns import wrap
from relnotes.shell.errors import CannotRun

_MARKS = {"fine": "ok", "note": "--", "wrong": "!!"}
_STYLES: dict[str, dict[str, Any]] = {"fine": {"dim": True}, "note": {}, "wrong": {"fg": "yellow"}}


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
@click.pass_obj
def doctor(settings: Settings, form: str) -> int:
    """What stands in the way, and what to do.

    Config, notes that are not read, outputs, the watcher, the system's limits, Git and the hook are looked at, and
    nothing is changed. Status 1 when something is wrong.
    """
    from relnotes.shell.doctor import examine

    if settings.incognito:
        raise CannotRun("doctor names notes and folders, so it does not run while incognito.")
    results = examine(vault_folder(settings))
    if form == "json":
        rows = [
            {"about": one.about, "state": one.state, "says": one.says, "remedy": one.remedy or None} for one in results
        ]
        click.echo(escaped(json.dumps({"schema": "relnotes.doctor/1", "results": rows}, ensure_ascii=False, indent=2)))
    else:
        columns = max(40, min(shutil.get_terminal_size().columns, 100))
        for one in results:
            lines = [*wrap(one.says, columns - 12), *(wrap(f"→ {one.remedy}", columns - 12) if one.remedy else [])]
            for number, line in enumerate(lines):
                head = f"{_MARKS[one.state]} {one.about:<8}" if number == 0 else " " * 11
                painted = (
                    click.style(f"{head} {line}", **_STYLES[one.state]) if settings.colored() else f"{head} {line}"
                )
                click.echo(painted)
    return 1 if any(one.state == "wrong" for one in results) else 0
