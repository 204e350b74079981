"""The due list on a terminal: by person, what and why first, then where that is written and what else is open."""

from itertools import groupby
from shlex import quote as quote_word

from msgspec.structs import replace

from relnotes.model import Agenda, Item, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import clip, pad, width, wrap
from relnotes.render.paint import Paint, no_paint
from relnotes.render.wording import mark, near_day, quote, week_day, why
from relnotes.schedule.listing import TAKES_A_PLACE, is_now

ROWS = 7
_NAME = 22
_SOON = 4
_INDENT = 4
_LONG = 240
_SAYS_ITS_DAY = {"next-contact", "planned-contact"}
# A day on which they would be due means nothing while they are left in peace.
_NO_DAY = {"paused", "quiet"}
# Why somebody is off the list for now.
STATES = {
    "paused": mark("Paused"),
    "resting": mark("Resting"),
    "waiting": mark("Waiting outside of your focus"),
    "snoozed": mark("Snoozed"),
    "quiet": mark("In a quiet time"),
}


def render_due(
    agenda: Agenda,
    items: tuple[Item, ...],
    texts: Texts,
    columns: int = 80,
    rows: int | None = ROWS,
    paint: Paint = no_paint,
) -> str:
    """The list of `items` (chosen from the agenda's), `rows` people long, for a terminal `columns` wide."""
    people = _people(items)
    now = [group for group in people if any(is_now(item) for item in group)]
    later = [group for group in people if not any(is_now(item) for item in group)]
    out = [*(paint("title", line) for line in wrap(_title(agenda, now, texts), columns)), ""]
    listed = now[:rows] if rows else people
    names = [shown(group[0].name) for group in listed]
    wide = min(_NAME, columns // 3, max((width(name) for name in names), default=0))
    for number, (name, group) in enumerate(zip(names, listed, strict=True), 1):
        out += _person(number, name, group, agenda, texts, wide, columns, paint)
    if rows:
        out += _rest(len(now) - len(listed), later, agenda, texts, columns)
    if agenda.suggestions:
        out += _suggestions(agenda, texts, columns, paint)
    return "\n".join(out).rstrip() + "\n"


def listed(items: tuple[Item, ...], rows: int | None = ROWS) -> list[str]:
    """Whom the list of `items` numbers, by id, in that order."""
    people = _people(items)
    shown_now = [group for group in people if any(is_now(item) for item in group)][:rows] if rows else people
    return [group[0].contact for group in shown_now]


def _people(items: tuple[Item, ...]) -> list[list[Item]]:
    return [list(group) for _, group in groupby(items, key=lambda item: item.contact)]


def _title(agenda: Agenda, now: list[list[Item]], texts: Texts) -> str:
    day = week_day(agenda.today, texts)
    if not now:
        return texts.gettext("{day}: nobody is due.").format(day=day)
    return texts.gettext("{day}: {count}").format(day=day, count=how_many(agenda, now, texts))


def how_many(agenda: Agenda, now: list[list[Item]], texts: Texts) -> str:
    """How many of the people who are due are for today, and how many are planned for later; empty for nobody."""
    later = [group for group in now if all(_comes_later(item, agenda) for item in group if is_now(item))]
    today = len(now) - len(later)
    count = texts.ngettext("{n} to think of today", "{n} to think of today", today).format(n=today) if now else ""
    if later:
        more = texts.ngettext("{n} more due", "{n} more due", len(later)).format(n=len(later))
        count = texts.gettext(", ").join((count, more))
    return count


def _comes_later(item: Item, agenda: Agenda) -> bool:
    return item.planned is not None and item.planned > agenda.today


def _person(
    number: int, name: str, group: list[Item], agenda: Agenda, texts: Texts, wide: int, columns: int, paint: Paint
) -> list[str]:
    """The lines of one person: the name beside the first reason, everything else below that."""
    room = max(columns - _INDENT - wide - 2, 20)
    margin = " " * (_INDENT + wide + 2)
    cut = clip(name, wide)
    lines = []
    for place, item in enumerate(group):
        style = "urgent" if item.state in {"reply", "overdue"} else "plain"
        for at, line in enumerate(wrap(reason(item, agenda, texts), room)):
            head = f"{number:>2}  {paint('name', pad(cut, wide))}  " if not place and not at else margin
            lines.append(head + (paint(style, line) if not place else line))
        if item.kind == "reply" and item.subject:
            lines += [margin + line for line in wrap(quote(clipped(shown(item.subject), 140), texts), room)]
        source = _source(item)
        lead = margin if width(source) <= room else " " * (_INDENT + 2)
        lines.append(lead + paint("dim", source))
    return [*lines, ""]


def reason(item: Item, agenda: Agenda, texts: Texts) -> str:
    """Why an item is on the list, with its planned day and, where it is put off, its state."""
    subject = clipped(shown(item.subject), _LONG)
    said = why(replace(item, subject=subject, name=shown(item.name)), texts, agenda.today)
    if item.kind in TAKES_A_PLACE and not (item.reason in _SAYS_ITS_DAY and item.planned in {None, item.due}):
        day = item.planned or (None if item.state in _NO_DAY else item.due)
        if day and day > agenda.today:
            later = texts.gettext("{text}; planned for {day}") if item.planned else texts.gettext("{text}; due {day}")
            said = later.format(text=said, day=near_day(day, agenda.today, texts))
    if item.state in STATES:
        return texts.gettext("{state}: {text}").format(state=texts.gettext(STATES[item.state]), text=said)
    return said


def _source(item: Item) -> str:
    """Where the reason is written: the line of the last contact for a check-in, the item's own for all others."""
    if item.source:
        return shown(item.source)
    if item.kind in {"check-in", "community", "writing"} and item.last_source:
        return shown(item.last_source)
    return shown(f"{item.path}:{item.line}" if item.line > 1 else item.path)


def _rest(more: int, later: list[list[Item]], agenda: Agenda, texts: Texts, columns: int) -> list[str]:
    lines = []
    if more > 0:
        lines.append(
            texts.ngettext("{n} more: relnotes due --all", "{n} more: relnotes due --all", more).format(n=more)
        )
    if later:
        soon = [
            texts.gettext("{name} {day}").format(
                name=shown(group[0].name),
                day=near_day(group[0].planned or group[0].due or agenda.today, agenda.today, texts),
            )
            for group in later[:_SOON]
        ]
        if len(later) > _SOON:
            soon.append(texts.ngettext("{n} more", "{n} more", len(later) - _SOON).format(n=len(later) - _SOON))
        text = texts.gettext("Coming up: {list}").format(list=texts.gettext(", ").join(soon))
        lines += wrap(text, columns)
    return lines


def _suggestions(agenda: Agenda, texts: Texts, columns: int, paint: Paint) -> list[str]:
    intro = texts.gettext(
        "Nobody has a cadence yet. Begin with a few people, and grow as the habit forms. "
        "Your notes speak of these; one line each puts them on the list:"
    )
    lines = [*wrap(intro, columns), ""]
    names = [one.name for one in agenda.suggestions]
    for one in agenda.suggestions:
        name = one.name if names.count(one.name) == 1 else one.path
        lines.append(f"    relnotes keep {quote_word(shown(name))} --every 8w")
        if one.last:
            said = texts.gettext("last written about on {day}, {path}")
            lines.append(
                "        "
                + paint("dim", said.format(day=near_day(one.last, agenda.today, texts), path=shown(one.path)))
            )
        else:
            lines.append("        " + paint("dim", shown(one.path)))
    return lines
