"""A phone number without quotes that YAML reads as a number.

relnotes reads it as you typed it. But Obsidian and its plugins take `+201005550101` for the number 201005550101 and
write it back so: the plus and leading zeros are gone for good. Put the number into quotes; `relnotes lint --fix` does.
"""

import re
from collections.abc import Iterator

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.note import Parsed
from relnotes.parse.values import spelling

CODE = "RN106"
SEVERITY: Severity = "warning"
GOOD = ('---\ntype: person\nphone: "+201005550101"\n---\n', "---\ntype: person\nphone: +20 100 555 0101\n---\n")
BAD = ("---\ntype: person\nphone: ‹+201005550101›\n---\n", "---\ntype: person\nphones:\n  - ‹0100555› # home\n---\n")

# What loses something as a number: a plus, leading zeros, separators; more digits than a number keeps.
_NUMBER = re.compile(r"\+[\d_]+|0[\d_]+|\d[\d_]*_[\d_]*|\d{16,}")


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    source, note = parsed.source, parsed.note
    if not (note.fields.phone or note.diagnostics):
        # There is no phone, not even one that could not be read.
        return
    for key, value in parsed.front.pairs if parsed.front.readable else []:
        if FIELD_OF.get(spelling(key.text), ("",))[0] != "phone":
            continue
        for part in [value] if value.scalar else value.items or []:
            if part.scalar and part.plain and _NUMBER.fullmatch(part.text):
                fix = source.splice(part.start, part.end, f'"{part.text}"')
                message = f"YAML reads {part.text} as a number, and Obsidian would write it back without its beginning"
                yield Found(source.span(part.start, part.end), message, f'write "{part.text}"', fix)
