"""A draft as a new note."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.scalar import scalar
from relnotes.exchange.days import written
from relnotes.exchange.draft import Draft, LogLine, ToDo
from relnotes.exchange.imported import HEADING, Imported, missing, section_lines
from relnotes.exchange.stamp import stamp
from relnotes.model import Position, Texts
from relnotes.parse.note import parse_note
from relnotes.render.clean import shown

_LINK_END = re.compile(r"[\[\]|#^\\]+")


class Style(Struct, frozen=True):
    """How the vault writes: its heading of logs, and the language of headings."""

    log_heading: str
    follow_ups: str = "Follow-ups"
    imported: str = HEADING

    @classmethod
    def of(cls, log_heading: str, texts: Texts) -> "Style":
        return cls(log_heading, texts.gettext("Follow-ups"), texts.gettext("Imported"))


def compose(draft: Draft, style: Style, stem: str, link: Callable[[str], str] = str) -> bytes:
    """The note of a draft, in a file called ``stem``; ``link`` gives the name by which another person is linked."""
    draft = settle(draft)
    name = shown(draft.name)
    lines = ["---", *properties(draft, stem), "---", f"# {_heading(name)}", ""]
    if draft.log:
        entries = sorted(draft.log, key=lambda entry: entry.date, reverse=True)
        lines += [f"## {style.log_heading}", *(log_line(entry, link) for entry in entries), ""]
    if draft.tasks:
        lines += [f"## {style.follow_ups}", *(task_line(task) for task in draft.tasks), ""]
    if kept := missing(Imported(), kept_of(draft)):
        lines += [*section_lines(kept, style.imported), ""]
    return "\n".join(lines).rstrip("\n").encode() + b"\n"


def settle(draft: Draft) -> Draft:
    """The draft with what its properties cannot hold among the fields that are kept as they are."""
    extra = list(draft.extra)
    more = []
    for name, values in draft.more:
        probe = f"---\ntype: person\n{name}:\n{''.join(f'  - {scalar(one)}' + chr(10) for one in values)}---\n"
        single = f"---\ntype: person\n{name}: {scalar(values[0])}\n---\n" if len(values) == 1 else probe
        if parse_note("x.md", single.encode()).diagnostics:
            extra.append((name, ", ".join(values)))
        else:
            more.append((name, values))
    return replace(
        draft,
        # What nobody can see is no company.
        company=draft.company if shown(draft.company) else "",
        role=draft.role if shown(draft.role) else "",
        more=tuple(more),
        extra=tuple(extra),
    )


def properties(draft: Draft, stem: str) -> Iterator[str]:
    """The lines of the front matter."""
    name = shown(draft.name)
    yield f"id: {scalar(stamp(draft))}"
    if stem != name:
        yield f"name: {scalar(name)}"
    tags = dict.fromkeys(["person", *draft.tags])
    yield f"tags: [{', '.join(scalar(tag) for tag in tags)}]"
    yield from _several("aliases", draft.aliases)
    for label, value in (("company", draft.company), ("role", draft.role)):
        if shown(value):
            yield f"{label}: {scalar(value)}"
    yield from _several("positions", [position_text(job) for job in draft.positions])
    for label, values in (("email", draft.email), ("phone", draft.phone), ("url", draft.url)):
        yield from _several(label, values)
    if draft.location:
        yield f"location: {scalar(draft.location)}"
    if draft.birthday:
        yield f"birthday: {scalar(written(draft.birthday))}"
    if draft.dates:
        yield "dates:"
        yield from (f"  - {scalar(label)}: {scalar(written(day))}" for label, day in draft.dates)
    if draft.met:
        yield f"met: {scalar(draft.met)}"
    for label, values in draft.more:
        yield from [f"{label}: {scalar(values[0])}"] if len(values) == 1 else _several(label, values)


def _several(label: str, values: Iterable[str]) -> Iterator[str]:
    kept = [text for value in values if (text := shown(value))]
    if kept:
        yield f"{label}:"
        yield from (f"  - {scalar(value)}" for value in kept)


def position_text(job: Position) -> str:
    """``Company, Role, FROM to TO``; a comma would end the company's name."""
    span = ""
    if job.start:
        end = " to now" if job.current else f" to {_month(job.end, job)}" if job.end else ""
        span = f"{_month(job.start, job)}{end}"
    return ", ".join(part for part in (job.company.replace(",", ""), job.role, span) if part)


def _month(day: date, job: Position) -> str:
    """A month, or the year alone where the position was written so."""
    return f"{day:%Y}" if job.vague and day.month == 1 else f"{day:%Y-%m}"


def log_line(entry: LogLine, link: Callable[[str], str] = str) -> str:
    """``- DATE [HEAD] [with LINKS] [: text] [#tags]``."""
    words = entry_words(entry, link)
    return f"- {entry.date.isoformat()}{' ' if entry.head or entry.people or not entry.text else ': '}{words}".rstrip()


def entry_words(entry: LogLine, link: Callable[[str], str] = str) -> str:
    """What stands behind the date of a log line."""
    people = " and ".join(f"[[{link(name)}]]" for name in dict.fromkeys(entry.people))
    before = " ".join(part for part in (entry.head, f"with {people}" if people else "") if part)
    text = _inline(entry.text)
    words = f"{before}: {text}" if before and text else before or text
    return " ".join([words, *(f"#{tag}" for tag in entry.tags)]).strip()


def task_line(task: ToDo) -> str:
    due = f" 📅 {task.due.isoformat()}" if task.due else ""
    return f"- [{'x' if task.done else ' '}] {_inline(task.text)}{due}"


def kept_of(draft: Draft) -> Imported:
    """What a note of the draft keeps outside of its properties."""
    return Imported(draft.extra, draft.text, draft.card)


def _inline(text: str) -> str:
    """Text of a line: nothing in it begins a comment, a template or a link that is not meant."""
    text = shown(text.replace("\n", " "))
    return re.sub(r"%%|<!--|<%|\{\{", lambda match: f"{match[0][0]}\\{match[0][1:]}", text)


def _heading(name: str) -> str:
    """A name as a heading: no tag and no link."""
    return " ".join(_LINK_END.sub(" ", _inline(name)).split()) or "Unnamed"
