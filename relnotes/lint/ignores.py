"""What the user has switched off: in the note, by a property or a comment, and in the config."""

import re
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase

from msgspec import Struct

from relnotes.lint.rule import Found, diagnostic
from relnotes.lint.rules import canonical, nearest, unknown_rule, unused_ignore
from relnotes.model import Diagnostic, LintConfig, Span
from relnotes.parse.body import blank_comments
from relnotes.parse.config import CONFIG_FILE
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.note import Parsed
from relnotes.parse.places import toml_places
from relnotes.parse.source import Source
from relnotes.parse.values import spelling
from relnotes.vault import in_folders

# `%% relnotes-ignore broken-link, alias-clash: why %%`, or the same as an HTML comment.
_COMMENT = re.compile(r"(?:%%|<!--)\s*relnotes-ignore:?\s+(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[^\n]*?(?:%%|-->)")
_ALL = LintConfig()
_WORD = re.compile(r"[\w-]+")


class Ignore(Struct, frozen=True, array_like=True):
    """A rule that a note switches off: in all of it, or on two lines, that of the comment and the one below."""

    word: str
    span: Span
    line: int | None = None

    @property
    def places(self) -> set[tuple[str | None, int | None]]:
        """What it covers: a rule, on lines or (None) everywhere."""
        rule = canonical(self.word)
        return {(rule, None)} if self.line is None else {(rule, self.line), (rule, self.line + 1)}


def find_ignores(parsed: Parsed) -> list[Ignore]:
    """What a note itself switches off."""
    source = parsed.source
    if "ignore" not in source.text:
        return []
    found: list[Ignore] = []
    for key, value in parsed.front.pairs:
        if FIELD_OF.get(spelling(key.text), ("",))[0] == "ignore":
            for part in [value] if value.scalar else value.items or []:
                found += _words(source, part.start, part.end)
    body = parsed.front.body
    matches = list(_COMMENT.finditer(source.text, body))
    # What is no comment stays: inside code it is an example.
    blanked = blank_comments(source.text[body:]) if matches else ""
    for match in matches:
        if blanked[match.start() - body] == " ":
            found += _words(source, match.start("rules"), match.end("rules"), source.line(match.start()))
    return found


def _words(source: Source, start: int, end: int, line: int | None = None) -> list[Ignore]:
    words = _WORD.finditer(source.text, start, end)
    return [Ignore(word[0], source.span(word.start(), word.end()), line) for word in words]


def enabled(rule: str, path: str, config: LintConfig) -> bool:
    """Whether a rule counts for a file."""
    if config == _ALL:
        return True
    if config.select and rule not in _names(config.select):
        return False
    if rule in _names(config.ignore):
        return False
    return not any(
        rule in _names(rules) and (in_folders(path, [glob]) or fnmatchcase(path, glob))
        for glob, rules in config.per_file
    )


def _names(words: Iterable[str]) -> set[str]:
    return {name for word in words if (name := canonical(word))}


def settle(
    path: str, findings: Iterable[Diagnostic], ignores: Collection[Ignore], config: LintConfig, ran: Iterable[str]
) -> list[Diagnostic]:
    """What is left of a file's findings, and what is to say of its ignores. `ran` are the rules that were tried."""
    counting = [found for found in findings if enabled(found.rule, path, config)]
    if not ignores:
        return counting
    covered = {place for ignore in ignores for place in ignore.places}
    met = {place for found in counting for place in _places(found)}
    left = [found for found in counting if covered.isdisjoint(_places(found))]
    tried = set(ran)
    for ignore in ignores:
        name = canonical(ignore.word)
        if name is None:
            left.append(diagnostic(unknown_rule, path, _unknown(ignore.word, ignore.span)))
        elif name in tried and enabled(name, path, config) and met.isdisjoint(ignore.places):
            unused = Found(ignore.span, f"“{ignore.word}” hides nothing here", "delete it")
            left.append(diagnostic(unused_ignore, path, unused))
    return [found for found in left if enabled(found.rule, path, config)]


def _places(found: Diagnostic) -> tuple[tuple[str, int | None], ...]:
    return (found.rule, None), (found.rule, found.span.line)


def config_words(data: bytes, config: LintConfig) -> Iterator[Diagnostic]:
    """The rules that relnotes.toml names and that do not exist."""
    words = [*config.select, *config.ignore, *(word for _, rules in config.per_file for word in rules)]
    unknown = {word for word in words if canonical(word) is None}
    if not unknown:
        return
    source = Source(CONFIG_FILE, data)
    for path, place in toml_places(source.text).items():
        word = source.text[slice(*place.value)].strip("\"'")
        if path[0] == "lint" and isinstance(path[-1], int) and word in unknown:
            yield diagnostic(unknown_rule, CONFIG_FILE, _unknown(word, source.span(*place.value)))


def _unknown(word: str, span: Span) -> Found:
    near = nearest(word)
    hint = f"did you mean “{near}”?" if near else "relnotes explain lists all rules"
    return Found(span, f"there is no rule “{word}”", hint)
