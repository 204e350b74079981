"""Promises on a terminal and as JSON: what is late first, then what is open, mine and theirs; how many were kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from relnotes.insight.promises import Rate, by_state, expected, kept_rate, state
from relnotes.model import Promise, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import wrap
from relnotes.render.json import as_json
from relnotes.render.paint import Paint
from relnotes.render.wording import long_day, mark, near_day, on_day

SCHEMA = "relnotes.promises/1"
_LONG = 240
_YEARS = 5
# State, whose, and the title.
_SECTIONS = (
    ("late", True, mark("Late: do it, or say that it will not come")),
    ("late", False, mark("They are late: ask once, or let it go")),
    ("open", True, mark("You promised")),
    ("open", False, mark("They promised")),
)
_CLOSED = (
    ("kept", True, mark("You kept")),
    ("kept", False, mark("They kept")),
    ("dropped", True, mark("You took back")),
    ("dropped", False, mark("They took back")),
)


def render_promises(
    found: Iterable[Promise],
    names: Mapping[str, str],
    today: date,
    texts: Texts,
    columns: int,
    paint: Paint,
    *,
    everything: bool = False,
) -> str:
    """Those late and open, with `everything` the others too, and how many were kept; `names` by the contacts' ids."""
    say = texts.gettext
    found = tuple(found)
    states = by_state(found, today)
    out = []
    for name, mine, title in (*_SECTIONS, *_CLOSED) if everything else _SECTIONS:
        listed = [one for one in states[name] if one.mine is mine]
        if listed:
            out += [paint("title", say(title))]
            for one in listed:
                out += _bullet(promise_line(one, names.get(one.contact, ""), today, texts), columns)
                out.append("  " + paint("dim", shown(f"{one.path}:{one.line}")))
            out.append("")
    if not found:
        return say("No promise is written down yet.") + "\n"
    if not out:
        out = [say("Nothing is open."), ""]
    for line in rate_lines(found, today, texts):
        out += wrap(line, columns)
    return "\n".join(out).rstrip() + "\n"


def promise_line(one: Promise, name: str, today: date, texts: Texts) -> str:
    """To whom, since when, what, and by when; without a name what stands in the note of one contact."""
    say = texts.gettext
    text = clipped(shown(one.text), _LONG)
    if one.made:
        day = near_day(one.made, today, texts)
        message = say("{name}, {day}: {what}") if name else say("{day}: {what}")
        text = message.format(name=shown(name), day=day, what=text)
    elif name:
        text = say("{name}: {what}").format(name=shown(name), what=text)
    if one.closed and one.done and not one.dropped:
        return say("{text} (kept {day})").format(text=text, day=on_day(one.closed, today, texts))
    if one.due is None or one.done or one.due.isoformat() in one.text:
        return text
    message = say("{text} (was due {day})") if one.due < today else say("{text} (due {day})")
    return message.format(text=text, day=near_day(one.due, today, texts))


def rate_lines(found: Iterable[Promise], today: date, texts: Texts) -> Iterator[str]:
    """How many were kept of those that fell due: mine by year, and theirs."""
    say = texts.gettext
    mine = [one for one in found if one.mine]
    theirs = kept_rate((one for one in found if not one.mine), today)
    whole = kept_rate(mine, today)
    if whole.due:
        years = []
        for year in range(today.year, today.year - _YEARS, -1):
            rate = kept_rate(mine, today, date(year, 1, 1), date(year + 1, 1, 1))
            if rate.due:
                years.append(say("{year}: {kept} of {due}").format(year=year, kept=rate.kept, due=rate.due))
        text = say("You kept {kept} of {due}").format(kept=whole.kept, due=whole.due)
        if len(years) > 1:
            text = say("{text} ({more})").format(text=text, more=say(", ").join(years))
        yield text
    if theirs.due:
        yield say("They kept {kept} of {due}").format(kept=theirs.kept, due=theirs.due)


def render_json(found: Iterable[Promise], names: Mapping[str, str], today: date) -> str:
    """The shape that README promises: ``relnotes.promises/1``."""
    found = tuple(found)
    promises = [
        {
            "id": one.contact,
            "name": names.get(one.contact, ""),
            "path": one.path,
            "line": one.line,
            "text": one.text,
            "mine": one.mine,
            "made": one.made,
            "due": one.due,
            "expected": expected(one),
            "state": state(one, today),
            "closed": one.closed,
        }
        for one in found
    ]
    mine = kept_rate((one for one in found if one.mine), today)
    theirs = kept_rate((one for one in found if not one.mine), today)
    kept = {"mine": _rate(mine), "theirs": _rate(theirs)}
    return as_json({"schema": SCHEMA, "today": today, "kept": kept, "promises": promises})


def _rate(rate: Rate) -> dict[str, Any]:
    return {"kept": rate.kept, "due": rate.due}


def made_line(one: Promise, today: date, texts: Texts) -> str:
    """A promise in the picture of one contact: whose, what, and what became of it."""
    messages = {
        ("late", True): mark("You promised, and it is late: {what}"),
        ("open", True): mark("You promised: {what}"),
        ("kept", True): mark("You promised and kept: {what}"),
        ("dropped", True): mark("You took back: {what}"),
        ("late", False): mark("They promised, and it is late: {what}"),
        ("open", False): mark("They promised: {what}"),
        ("kept", False): mark("They promised and kept: {what}"),
        ("dropped", False): mark("They took back: {what}"),
    }
    text = clipped(shown(one.text), _LONG)
    line = texts.gettext(messages[state(one, today), one.mine]).format(what=text)
    made = f"{long_day(one.made, texts)}, " if one.made else ""
    return f"{line}  ({made}{one.path}:{one.line})"


def _bullet(text: str, columns: int) -> list[str]:
    first, *more = wrap(text, max(columns - 2, 20))
    return [f"- {first}", *(f"  {line}" for line in more)]
