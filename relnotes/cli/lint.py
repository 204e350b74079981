"""lint: what in the notes cannot be right."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from relnotes.cli.colors import painter
from relnotes.cli.gather import Checked, Flags, gather
from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.lint.rules import CODES, canonical, nearest
from relnotes.parse.source import Source
from relnotes.render.findings import FORMATS, renderer

_UNLIMITED = 1 << 30


def _rules(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Rules by name or code, separated by commas or given several times."""
    words = [word for item in value for word in item.split(",") if word.strip()]
    for word in words:
        if canonical(word) is None:
            raise click.BadParameter(no_rule(word))
    return tuple(words)


def _per_file(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = []
    for item in value:
        glob, colon, rules = item.rpartition(":")
        if not colon:
            raise click.BadParameter(f"“{item}” is no GLOB:RULE, such as “People/Old:alias-clash”.")
        pairs.append((glob, _rules(ctx, param, (rules,))))
    return tuple(pairs)


def no_rule(word: str) -> str:
    """What to say to somebody who names a rule that does not exist."""
    near = nearest(word)
    return f"there is no rule “{word}”. " + (f"Did you mean {near}?" if near else "relnotes explain lists all rules.")


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--staged", is_flag=True, help="Check what is staged for the next commit, as it will be committed.")
@click.option(
    "--changed", is_flag=False, flag_value="HEAD", metavar="[REF]", help="Only what differs from a commit (HEAD)."
)
@click.option("--select", multiple=True, callback=_rules, metavar="RULE,…", help="Only these rules.")
@click.option("--ignore", multiple=True, callback=_rules, metavar="RULE,…", help="Not these rules.")
@click.option("--per-file-ignores", multiple=True, callback=_per_file, metavar="GLOB:RULE,…", help="Not these, there.")
@click.option("--format", "--output-format", "form", type=click.Choice(FORMATS), help="How findings are printed.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing anything else.")
@click.option("--diff", is_flag=True, help="Show what --fix would do.")
@click.option("--statistics", is_flag=True, help="How often each rule was broken.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--exit-zero", is_flag=True, help="Never fail because of findings.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what makes it fail.")
@click.option("--stdin-filename", default="", metavar="PATH", help="Where in the vault the note on stdin (-) belongs.")
@common
@click.pass_obj
def lint(settings: Settings, /, **words: Any) -> int:
    """What in the notes cannot be right. Fails (status 1) on errors; warnings and remarks are only said.

    \b
    relnotes lint                    the whole vault
    relnotes lint --staged           what the next commit will hold, for a hook
    relnotes lint People/Leila.md    one note, judged among all
    relnotes lint --fix              mends what can be mended safely
    relnotes explain RULE            what a rule means
    """
    flags = Flags(**words)
    _refuse_contradictions(flags)
    root = vault_folder(settings)
    checked = gather(settings, root, flags)
    if flags.diff:
        from relnotes.cli.mending import show_fixes

        return show_fixes(root, checked, exit_zero=flags.exit_zero)
    if flags.fix and _mended(root, checked):
        checked = gather(settings, root, flags)
    failing = {"error", "warning"} if flags.strict else {"error"}
    findings = checked.change.findings
    failed = any(found.severity in failing for found in findings)
    if flags.quiet:
        findings = tuple(found for found in findings if found.severity in failing)
    if settings.incognito and findings:
        click.echo(f"{len(findings)} findings, hidden while incognito", err=True)
    elif not flags.quiet or failed:
        _print(settings, root, replace(checked, change=replace(checked.change, findings=findings)), flags)
    return 1 if failed and not flags.exit_zero else 0


def _mended(root: Path, checked: Checked) -> bool:
    from relnotes.cli.mending import write_fixes

    return write_fixes(root, checked)


def _refuse_contradictions(flags: Flags) -> None:
    stdin = "-" in flags.paths
    if flags.staged and (flags.fix or flags.diff):
        raise click.UsageError(
            "--fix and --diff change files, and --staged checks what is in the index: run them apart."
        )
    if flags.staged and (flags.paths or flags.changed):
        raise click.UsageError("--staged checks all that is staged: give no paths, nor --changed.")
    if stdin and (len(flags.paths) > 1 or flags.fix or flags.diff or flags.changed):
        raise click.UsageError("- takes one note from stdin, without other paths, --changed, --fix or --diff.")
    if stdin and not flags.stdin_filename:
        raise click.UsageError("say with --stdin-filename where in the vault this note belongs.")
    if flags.stdin_filename and not stdin:
        raise click.UsageError("--stdin-filename goes with -, the note on stdin.")


def _print(settings: Settings, root: Path, checked: Checked, flags: Flags) -> None:
    from relnotes.render.findings.summary import statistics as table
    from relnotes.render.findings.summary import summary

    findings = checked.change.findings
    if flags.statistics:
        click.echo(table(findings, CODES), nl=False)
        return
    form = flags.form or "full"
    if findings or form == "json":
        click.echo(_rendered(settings, root, checked, flags), nl=False, color=settings.colored())
    if form not in {"json", "github"}:
        click.echo(summary(findings, checked.notes, checked.change.others), err=True, nl=False)


def _rendered(settings: Settings, root: Path, checked: Checked, flags: Flags) -> str:
    from relnotes.render.findings.shown import Shown

    context = Shown(
        codes=CODES,
        lines=_Lines(checked.files),
        place=lambda path: os.path.relpath(root / path).replace(os.sep, "/"),
        columns=shutil.get_terminal_size().columns,
        paint=painter(settings),
        many=_UNLIMITED if flags.form else 20,
    )
    return renderer(flags.form or "full")(checked.change.findings, context)


class _Lines:
    """The text of a line of a file, as the places count it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.sources: dict[str, Source] = {}

    def __call__(self, path: str, line: int) -> str:
        if path not in self.files:
            return ""
        if path not in self.sources:
            self.sources[path] = Source(path, self.files[path])
        return self.sources[path].whole_line(line, raw=True)
