"""Mending what can be mended safely: byte-exact edits, each proved to change nothing but what it is for."""

from collections import Counter
from datetime import date

from msgspec.structs import replace

from relnotes.lint.check import check_one
from relnotes.model import Config, Diagnostic
from relnotes.parse.note import Parsed, parse_whole
from relnotes.parse.splice import apply
from relnotes.parse.words import Heads

# So that a hostile note with thousands of them costs no minutes: each fix is proved by reading the note again.
_MOST = 100


def mend(path: str, data: bytes, config: Config, today: date) -> bytes:
    """A note with its fixable findings mended, one after the other; the same bytes when there is nothing to do.

    A fix is left out when another problem stands on its lines, and when the note would then say anything else.
    """
    refused = 0
    for _ in range(_MOST):
        findings = check_one(path, data, config, today)
        candidates = [found for found in findings if found.fix and _alone(found, findings)]
        if refused >= len(candidates):
            break
        fix = candidates[refused].fix
        changed = apply(data, (fix,)) if fix else data
        if _safe(path, data, changed, candidates[refused], config, today):
            data = changed
        else:
            refused += 1
    return data


def _alone(found: Diagnostic, findings: tuple[Diagnostic, ...]) -> bool:
    """Whether nothing else is wrong on the lines of a finding."""
    lines = range(found.span.line, found.span.end_line + 1)
    others = [one for one in findings if one is not found and one.severity != "info"]
    return not any(one.span.line in lines or one.span.end_line in lines for one in others if one.fix is None)


def _safe(path: str, data: bytes, changed: bytes, found: Diagnostic, config: Config, today: date) -> bool:
    heads = Heads(config.contact_kinds)
    before, after = (parse_whole(path, text, heads) for text in (data, changed))
    left, now = (Counter(one.rule for one in check_one(path, text, config, today)) for text in (data, changed))
    if now[found.rule] >= left[found.rule]:
        return False
    if before.note.readable:
        same = replace(before.note, diagnostics=()) == replace(after.note, diagnostics=())
        return same and not now - left
    # Nothing of an unreadable note counted, so all that it says is new; what it said before must still stand there.
    return after.note.readable or _keys(before) <= _keys(after)


def _keys(parsed: Parsed) -> set[tuple[str, str]]:
    return {(key.text, value.text) for key, value in parsed.front.pairs}
