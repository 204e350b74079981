"""What was found, counted: the last lines for people, and the table of `--statistics`."""

from collections import Counter
from collections.abc import Mapping, Sequence

from relnotes.model import Diagnostic


def summary(findings: Sequence[Diagnostic], notes: int, others: int) -> str:
    """How many findings of which weight, in how many notes; `others` are those that are not of this change."""
    counted: Counter[str] = Counter(found.severity for found in findings)
    parts = [
        _count(counted[severity], word)
        for severity, word in (("error", "error"), ("warning", "warning"), ("info", "remark"))
        if counted[severity]
    ]
    if parts:
        text = f"{', '.join(parts[:-1])}{' and ' if parts[1:] else ''}{parts[-1]}"
        text += f" in {_count(notes, 'note')} checked" if notes else ""
        mendable = sum(found.fix is not None for found in findings)
        text += f"; relnotes lint --fix mends {mendable}\n" if mendable else "\n"
    else:
        text = f"{_count(notes, 'note')} checked, nothing to mend\n"
    if others:
        text += f"{_count(others, 'finding')} more in what this change does not touch: relnotes lint\n"
    return text


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def statistics(findings: Sequence[Diagnostic], codes: Mapping[str, str]) -> str:
    """How often each rule was broken, the most often first."""
    counted: Counter[tuple[str, str]] = Counter((found.rule, found.severity) for found in findings)
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>6}  {codes.get(rule, ''):<5}  {severity:<7}  {rule}\n" for (rule, severity), count in rows)
