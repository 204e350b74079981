"""The check: bytes in, diagnostics out. It serves the command, the hook and whoever holds texts in memory.

First each note is judged alone, which needs no other and no calendar, so that it may be remembered; then all together,
by their gists, on a day.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from relnotes.lint.gist import Gist, gist_of
from relnotes.lint.ignores import Ignore, config_words, find_ignores, settle
from relnotes.lint.rule import Across, Rule, Whole, diagnostic, rule_name
from relnotes.lint.rules import CODES, DAY, NOTE, VAULT
from relnotes.model import Config, Diagnostic
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import unwelcome
from relnotes.parse.note import Parsed, parse_each, parse_whole
from relnotes.parse.source import Source
from relnotes.parse.words import Heads
from relnotes.vault import is_tracked, problems_of

_ACROSS = {rule_name(rule) for rule in VAULT}
# A rule that explains better what another one merely meets.
_EXPLAINS = {"missing-space-after-colon": "yaml-syntax"}

Read = Callable[[Collection[str]], Mapping[str, bytes]]
"""Paths -> their bytes, all at once."""


class Judged(Struct, frozen=True, array_like=True):
    """What a file says alone: its gist, if it is a note, what is wrong with it on any day, and what it switches off."""

    gist: Gist | None = None
    findings: tuple[Diagnostic, ...] = ()
    ignores: tuple[Ignore, ...] = ()


class Side(Struct, frozen=True):
    """All files at one moment: what each says alone, and how to read them."""

    judged: Mapping[str, Judged]
    read: Read

    @property
    def gists(self) -> dict[str, Gist]:
        return {path: one.gist for path, one in self.judged.items() if one.gist}


class Change(Struct, frozen=True):
    """What a change is answerable for, and how many other findings there are."""

    findings: tuple[Diagnostic, ...]
    others: int = 0


def check(files: Mapping[str, bytes], config: Config, today: date) -> tuple[Diagnostic, ...]:
    """Every finding in a vault: its notes by path, and relnotes.toml if there is one; in the order of their places."""
    return check_all(Side(judge_all(files, config), lambda _: files), config, today)


def check_one(path: str, data: bytes, config: Config, today: date) -> tuple[Diagnostic, ...]:
    """The findings in one file, as far as it can be judged alone."""
    side = Side(judge_all({path: data}, config), lambda _: {path: data})
    return _in_order(_settled(_alone(side, config, today), side, config, CODES.keys() - _ACROSS))


def check_all(side: Side, config: Config, today: date) -> tuple[Diagnostic, ...]:
    """The same of files that were judged."""
    across = _placed(_across(Whole(side.gists, config)), side)
    return _in_order(_settled([*_alone(side, config, today), *across], side, config, CODES))


def check_change(new: Side, old: Side, changed: set[str], config: Config, today: date) -> Change:
    """The findings in the files that changed, and those that the change causes in others, such as a deleted target."""
    # Where nothing changed by which notes are known, all is as it was in those that did not change.
    before = None if _known_alike(new, old, changed) else Whole(old.gists, config)
    placed = list(_placed(_across(Whole(new.gists, config, before)), new))
    caused: set[Diagnostic] = set()
    if before:
        known = {(rule_name(rule), found.path, found.message) for rule, found in _across(before)}
        caused = {one for one in placed if (one.rule, one.path, one.message) not in known}
    findings = _settled([*_alone(new, config, today), *placed], new, config, CODES)
    ours = _in_order(found for found in findings if found.path in changed or found in caused)
    return Change(ours, len(findings) - len(ours))


def _known_alike(new: Side, old: Side, changed: Iterable[str]) -> bool:
    """Whether nothing changed that can matter to what is found in notes that did not."""
    for path in changed:
        now, before = (side.judged.get(path, Judged()).gist for side in (new, old))
        if (now and now.known_as) != (before and before.known_as):
            return False
    return True


def judge_all(files: Mapping[str, bytes], config: Config) -> dict[str, Judged]:
    """What each file says alone."""
    heads = Heads(config.contact_kinds)
    found = {path: by_its_name(path, data) for path, data in files.items()}
    notes = ((path, files[path]) for path, one in found.items() if one is None)
    # All are read before any is judged, for the reason why they are read step by step.
    read = {one.note.path: _judge(one, config) for one in list(parse_each(notes, heads, sparse=True))}
    return {path: one or read[path] for path, one in found.items()}


def by_its_name(path: str, data: bytes) -> Judged | None:
    """What is said of a file that is judged by its name, or is the config."""
    if path == CONFIG_FILE:
        own, problems = parse_config(data)
        return Judged(None, (*problems, *config_words(data, own.lint)))
    if problem := unwelcome(path):
        return Judged(None, (problem,))
    return None


def _judge(parsed: Parsed, config: Config) -> Judged:
    """What a note says alone: it depends on nothing but its path, its bytes and the config."""
    path = parsed.note.path
    tracked = is_tracked(parsed.note, config)
    findings = problems_of(parsed.note, config) if parsed.note.diagnostics else []
    if tracked:
        findings += [diagnostic(rule, path, found) for rule in NOTE for found in rule.check(parsed, config)]
    better = {_EXPLAINS[found.rule] for found in findings if found.rule in _EXPLAINS}
    return Judged(
        gist_of(parsed, tracked=tracked),
        tuple(found for found in findings if found.rule not in better),
        tuple(find_ignores(parsed)) if tracked else (),
    )


def _alone(side: Side, config: Config, today: date) -> list[Diagnostic]:
    """What is wrong on a day with each file alone."""
    findings = [found for one in side.judged.values() for found in one.findings]
    gists = [(path, one.gist) for path, one in side.judged.items() if one.gist]
    concerned = [(path, rule) for rule in DAY for path, gist in gists if rule.concerns(gist, today)]
    texts = side.read({path for path, _ in concerned}) if concerned else {}
    heads = Heads(config.contact_kinds)
    for path, rule in concerned:
        parsed = parse_whole(path, texts[path], heads)
        findings += [diagnostic(rule, path, found) for found in rule.check_on(parsed, today)]
    return findings


def _across(whole: Whole) -> list[tuple[Rule, Across]]:
    return [(rule, found) for rule in VAULT for found in rule.check_vault(whole)]


def _placed(across: Collection[tuple[Rule, Across]], side: Side) -> Iterator[Diagnostic]:
    """What was found across the vault, with the places in the texts."""
    texts = side.read({found.path for _, found in across}) if across else {}
    sources: dict[str, Source] = {}
    for rule, found in across:
        if found.path not in sources:
            sources[found.path] = Source(found.path, texts[found.path])
        yield diagnostic(rule, found.path, found.found(sources[found.path]))


def _settled(findings: Iterable[Diagnostic], side: Side, config: Config, ran: Iterable[str]) -> list[Diagnostic]:
    ignores = {path: one.ignores for path, one in side.judged.items() if one.ignores}
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in ignores}
    for found in findings:
        by_path.setdefault(found.path, []).append(found)
    return [
        one for path, some in by_path.items() for one in settle(path, some, ignores.get(path, ()), config.lint, ran)
    ]


def _in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda one: (one.path, one.span, one.rule)))
