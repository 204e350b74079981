"""The check: bytes in, diagnostics out. It serves the command, the hook and whoever holds texts in memory."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from relnotes.lint.ignores import Ignore, config_words, find_ignores, settle
from relnotes.lint.rule import Whole, diagnostic, rule_name
from relnotes.lint.rules import CODES, NOTE, VAULT
from relnotes.model import Config, Diagnostic, Note
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import unwelcome
from relnotes.parse.note import Parsed, parse_whole
from relnotes.parse.words import Heads
from relnotes.vault import is_tracked, problems_of

_ACROSS = {rule_name(rule) for rule in VAULT}
# A rule that explains better what another one merely meets.
_EXPLAINS = {"missing-space-after-colon": "yaml-syntax"}


class Change(Struct, frozen=True):
    """What a change is answerable for, and how many other findings there are."""

    findings: tuple[Diagnostic, ...]
    others: int = 0


class _Read(Struct):
    notes: dict[str, Note]
    findings: list[Diagnostic]
    ignores: dict[str, list[Ignore]]


def check(files: Mapping[str, bytes], config: Config, today: date) -> tuple[Diagnostic, ...]:
    """Every finding in a vault: its notes by path, and relnotes.toml if there is one; in the order of their places."""
    read = _read(files, config, today)
    findings = [*read.findings, *_across(Whole(files, read.notes, config))]
    return _settled(findings, read.ignores, config, CODES)


def check_one(path: str, data: bytes, config: Config, today: date) -> tuple[Diagnostic, ...]:
    """The findings in one file, as far as it can be judged alone."""
    read = _read({path: data}, config, today)
    return _settled(read.findings, read.ignores, config, CODES.keys() - _ACROSS)


def check_change(files: Mapping[str, bytes], before: Mapping[str, bytes], config: Config, today: date) -> Change:
    """The findings in the files that changed, and those that the change causes in others, such as a deleted target."""
    read = _read(files, config, today)
    old_notes = {path: _again(path, data, files, read.notes, config) for path, data in before.items() if _is_note(path)}
    old = Whole(before, old_notes, config)
    across = _across(Whole(files, read.notes, config, old))
    changed = {path for path in files if files[path] != before.get(path)}
    if any(found.path not in changed for found in across):
        known = {(found.path, found.rule, found.message) for found in _across(old)}
        caused = {found for found in across if (found.path, found.rule, found.message) not in known}
    else:
        caused = set()
    findings = _settled([*read.findings, *across], read.ignores, config, CODES)
    ours = tuple(found for found in findings if found.path in changed or found in caused)
    return Change(ours, len(findings) - len(ours))


def _is_note(path: str) -> bool:
    return path != CONFIG_FILE and unwelcome(path) is None


def _again(path: str, data: bytes, files: Mapping[str, bytes], notes: Mapping[str, Note], config: Config) -> Note:
    """A note as it was; one that did not change is not read twice."""
    if files.get(path) == data:
        return notes[path]
    return parse_whole(path, data, Heads(config.contact_kinds), contacts_only=True).note


def _read(files: Mapping[str, bytes], config: Config, today: date) -> _Read:
    read = _Read({}, [], {})
    heads = Heads(config.contact_kinds)
    for path, data in files.items():
        if path == CONFIG_FILE:
            own, problems = parse_config(data)
            read.findings += [*problems, *config_words(data, own.lint)]
        elif problem := unwelcome(path):
            read.findings.append(problem)
        else:
            parsed = parse_whole(path, data, heads, contacts_only=True)
            read.notes[path] = parsed.note
            read.findings += _of_note(parsed, config, today)
            if is_tracked(parsed.note, config) and (ignores := find_ignores(parsed)):
                read.ignores[path] = ignores
    return read


def _of_note(parsed: Parsed, config: Config, today: date) -> list[Diagnostic]:
    findings = problems_of(parsed.note, config)
    if is_tracked(parsed.note, config):
        findings += [
            diagnostic(rule, parsed.note.path, found) for rule in NOTE for found in rule.check(parsed, config, today)
        ]
    better = {_EXPLAINS[found.rule] for found in findings if found.rule in _EXPLAINS}
    return [found for found in findings if found.rule not in better]


def _across(whole: Whole) -> list[Diagnostic]:
    return [diagnostic(rule, found.path, found) for rule in VAULT for found in rule.check_vault(whole)]


def _settled(
    findings: Iterable[Diagnostic], ignores: Mapping[str, list[Ignore]], config: Config, ran: Iterable[str]
) -> tuple[Diagnostic, ...]:
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in ignores}
    for found in findings:
        by_path.setdefault(found.path, []).append(found)
    left = [
        one for path, some in by_path.items() for one in settle(path, some, ignores.get(path, []), config.lint, ran)
    ]
    return tuple(sorted(left, key=lambda one: (one.path, one.span, one.rule)))
