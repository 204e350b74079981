"""The registry of all rules. A new rule is a file beside this one and a line here."""

from difflib import get_close_matches
from functools import lru_cache

from relnotes.lint.rule import DayRule, NoteRule, Rule, VaultRule, rule_name
from relnotes.lint.rules import (
    alias_clash,
    ambiguous_link,
    broken_link,
    case_collision,
    conflict_copy,
    control_characters,
    duplicate_id,
    duplicate_key,
    empty_log_entry,
    future_log_entry,
    invalid_cadence,
    invalid_config,
    invalid_date,
    lost_value,
    merge_conflict,
    missing_space_after_colon,
    not_utf8,
    number_like_phone,
    promise_without_date,
    too_complex,
    unclosed_fence,
    unclosed_front_matter,
    unknown_circle,
    unknown_key,
    unknown_rule,
    unquoted_link,
    unused_ignore,
    wrong_type,
    yaml_syntax,
)

# Found while a file is read, or by lint itself.
READING: tuple[Rule, ...] = (
    not_utf8,
    unclosed_front_matter,
    yaml_syntax,
    duplicate_key,
    too_complex,
    merge_conflict,
    conflict_copy,
    control_characters,
    unclosed_fence,
    invalid_date,
    wrong_type,
    invalid_cadence,
    unquoted_link,
    unknown_rule,
    unused_ignore,
    invalid_config,
)
NOTE: tuple[NoteRule, ...] = (
    unknown_key,
    number_like_phone,
    lost_value,
    missing_space_after_colon,
    unknown_circle,
    promise_without_date,
    empty_log_entry,
)
DAY: tuple[DayRule, ...] = (future_log_entry,)
VAULT: tuple[VaultRule, ...] = (duplicate_id, ambiguous_link, alias_clash, case_collision, broken_link)

RULES: tuple[Rule, ...] = tuple(sorted((*READING, *NOTE, *DAY, *VAULT), key=lambda rule: rule.CODE))
BY_NAME = {rule_name(rule): rule for rule in RULES}
CODES = {name: rule.CODE for name, rule in BY_NAME.items()}


def canonical(word: str) -> str | None:
    """The name of the rule that a name or a code means, in any case; None when there is none."""
    word = word.strip().casefold()
    return word if word in BY_NAME else next((name for name, code in CODES.items() if code.casefold() == word), None)


@lru_cache(maxsize=64)
def nearest(word: str) -> str | None:
    """The name of a rule that was probably meant."""
    return next(iter(get_close_matches(word.strip().casefold(), CODES, 1)), None)
