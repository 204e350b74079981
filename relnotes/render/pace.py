"""focus and forecast: on a terminal, and as JSON (`relnotes.focus/1`, `relnotes.forecast/1`)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from relnotes.insight.focus import Focus
from relnotes.insight.forecast import Cooling, Forecast, Group
from relnotes.model import Standing, Texts
from relnotes.render.clean import escaped, shown
from relnotes.render.columns import clip, pad, width, wrap
from relnotes.render.paint import Paint
from relnotes.render.people import contact_line
from relnotes.render.text import STATES
from relnotes.render.wording import long_day, near_day

FOCUS_SCHEMA = "relnotes.focus/1"
FORECAST_SCHEMA = "relnotes.forecast/1"
ROWS = 7
_NAME = 22
_FEW = 4
_Row = tuple[str, str]
"""A name, and what to say of it."""


class Screen:
    """Where it is shown: the language, the width, how many rows of a list, the colours."""

    def __init__(self, today: date, texts: Texts, columns: int, rows: int | None, paint: Paint) -> None:
        self.today = today
        self.texts = texts
        self.columns = columns
        self.rows = rows
        self.paint = paint

    def table(self, title: str, people: Iterable[_Row], command: str) -> list[str]:
        """A titled list of names with what is said of each beside it; `command` shows the rows that are left out."""
        listed = [(shown(name), shown(text)) for name, text in people]
        if not listed:
            return []
        out = ["", self.paint("title", title)]
        cut = listed[: self.rows]
        wide = min(_NAME, self.columns // 3, max(width(name) for name, _ in cut))
        for name, text in cut:
            short = clip(name, wide)
            first, *more = wrap(text, max(self.columns - wide - 3, 20))
            out.append(f" {self.paint('name', short)}{pad('', wide - width(short))}  {first}")
            out += [f"{'':{wide + 3}}{line}" for line in more]
        if len(listed) > len(cut):
            more_of = len(listed) - len(cut)
            text = self.texts.ngettext("{n} more: {command}", "{n} more: {command}", more_of)
            out.append(" " + self.paint("dim", text.format(n=more_of, command=command)))
        return out

    def contact(self, standing: Standing) -> _Row:
        """When one was last in touch with somebody; whether they are off the list for now."""
        text = contact_line(standing, self.today, self.texts)
        if standing.state in STATES and standing.state != "waiting":
            state = self.texts.gettext(STATES[standing.state])
            text = self.texts.gettext("{what}. {why}").format(what=state, why=text)
        return standing.contact.name, text


def render_focus(focus: Focus, screen: Screen) -> str:
    """How the rhythm was kept, what limit would fit, who is active and who is next in line."""
    say = screen.texts.gettext
    out: list[str] = []
    for sentence in (_who_is_active(focus, screen.texts), *_habit(focus, screen.texts)):
        out += wrap(sentence, screen.columns)
    command = "relnotes focus --all"
    out += screen.table(say("Active"), map(screen.contact, focus.active), command)
    out += screen.table(say("Next in line"), map(screen.contact, focus.waiting), command)
    return "\n".join(out) + "\n"


def _who_is_active(focus: Focus, texts: Texts) -> str:
    active, waiting = len(focus.active), len(focus.waiting)
    if not active:
        return texts.gettext("Nobody has a cadence yet, so nobody is in your focus.")
    count = texts.ngettext("{n} person is active", "{n} people are active", active).format(n=active)
    if focus.limit is None:
        return texts.gettext("{count}: your config sets no limit, so nobody waits.").format(count=count)
    if not waiting:
        return texts.gettext("{count}; nobody waits.").format(count=count)
    wait = texts.ngettext("{n} waits", "{n} wait", waiting).format(n=waiting)
    return texts.gettext("{count}, {wait}.").format(count=count, wait=wait)


def _habit(focus: Focus, texts: Texts) -> list[str]:
    """How the rhythm was kept of late, and what follows from that."""
    if not focus.active:
        return []
    since = long_day(focus.since, texts)
    if not focus.due:
        return [texts.gettext("No check-in has come due since {day}.").format(day=since)]
    kept = texts.ngettext(
        "Of {n} check-in that came due since {day} you kept {kept}.",
        "Of {n} check-ins that came due since {day} you kept {kept}.",
        focus.due,
    ).format(n=focus.due, day=since, kept=focus.kept)
    out = [kept]
    if focus.suggested:
        more = texts.gettext("The habit has formed: room for more, with limit = {limit} under [focus].")
        out.append(more.format(limit=focus.suggested))
    elif focus.limit is None and focus.kept * 2 < focus.due:
        out.append(texts.gettext("Fewer people, kept well, may do more: try limit = 5 under [focus] in relnotes.toml."))
    elif focus.waiting:
        out.append(texts.gettext("When four in five are kept, two more will fit."))
    return out


def render_forecast(found: Forecast, screen: Screen) -> str:
    """What the cadences ask for against what is done, who goes cold by when, and what to do about it."""
    texts = screen.texts
    out: list[str] = []
    for sentence in _balance(found, texts):
        out += wrap(sentence, screen.columns)
    command = "relnotes forecast --all"
    out += screen.table(texts.gettext("Going cold"), (_cooling(one, screen) for one in found.cooling), command)
    out += screen.table(texts.gettext("Cold already"), (screen.contact(one.standing) for one in found.cold), command)
    remedies = list(_remedies(found, texts))
    if remedies:
        out += ["", screen.paint("title", texts.gettext("Drop, stretch, or group?"))]
        for line in remedies:
            first, *more = wrap(shown(line), screen.columns - 2)
            out += [f"- {first}", *(f"  {part}" for part in more)]
    return "\n".join(out) + "\n"


def _balance(found: Forecast, texts: Texts) -> Iterable[str]:
    say = texts.gettext
    people = len(found.warm) + len(found.cooling) + len(found.cold)
    if not people:
        yield say("Nobody has a cadence yet, so nothing is asked of you.")
        return
    asked = say("Your cadences ask for {asked} check-ins a week; since {day} you did {done} a week.")
    yield asked.format(asked=a_week(found.asked), day=long_day(found.since, texts), done=a_week(found.done))
    until = long_day(found.until, texts)
    warm = texts.ngettext("{n} person stays warm until {day}.", "{n} people stay warm until {day}.", len(found.warm))
    if not found.cooling and not found.cold:
        warm = texts.ngettext(
            "At this pace {n} person stays warm until {day}: nobody goes cold.",
            "At this pace all {n} stay warm until {day}: nobody goes cold.",
            people,
        )
    yield warm.format(n=len(found.warm), day=until)
    counts = [
        texts.ngettext("{n} goes cold by then", "{n} go cold by then", len(found.cooling)),
        texts.ngettext("{n} is cold already", "{n} are cold already", len(found.cold)),
    ]
    lists = (found.cooling, found.cold)
    said = [text.format(n=len(people)) for text, people in zip(counts, lists, strict=True) if people]
    if said:
        yield say("{list}.").format(list=say(", ").join(said))


def a_week(number: float) -> str:
    """17, 3.4, 0.2: whole from ten on."""
    return f"{number:.0f}" if number >= 9.95 else f"{number:.1f}".removesuffix(".0")


def _cooling(one: Cooling, screen: Screen) -> _Row:
    name, text = screen.contact(one.standing)
    day = near_day(one.on, screen.today, screen.texts)
    return name, screen.texts.gettext("Cold from {day}. {why}").format(day=day, why=text)


def _remedies(found: Forecast, texts: Texts) -> Iterable[str]:
    say = texts.gettext
    people = len(found.cooling) + len(found.cold)
    for group in found.groups:
        yield say("Group: {names} have {what} in common; one lunch together is contact with each.").format(
            names=_names(group, texts), what=group.name
        )
    if found.stretch:
        times = a_week(found.stretch)
        stretch = texts.ngettext(
            "Stretch: with a cadence {times} times as long for this one, your pace would do.",
            "Stretch: with cadences {times} times as long for these {n}, your pace would do.",
            people,
        )
        yield stretch.format(times=times, n=people)
    elif found.stretch_all:
        yield say("Stretch: with all cadences {times} times as long, your pace would do.").format(
            times=a_week(found.stretch_all)
        )
    if people:
        yield say("Drop: relnotes keep NAME --every none takes somebody off the list, and nothing else.")


def _names(group: Group, texts: Texts) -> str:
    names = [contact.name for contact in group.people]
    if len(names) > _FEW:
        more = len(names) - _FEW + 1
        names = [*names[: _FEW - 1], texts.ngettext("{n} more", "{n} more", more).format(n=more)]
    return texts.gettext(", ").join(names)


# --- JSON ----------------------------------------------------------------------------------------------------------


def render_focus_json(focus: Focus, today: date, texts: Texts) -> str:
    """The focus for programs; dates are ISO, absent values null."""
    return _json(
        {
            "schema": FOCUS_SCHEMA,
            "today": today,
            "limit": focus.limit,
            "suggested": focus.suggested,
            "since": focus.since,
            "due": focus.due,
            "kept": focus.kept,
            "active": [_person(one, today, texts) for one in focus.active],
            "waiting": [_person(one, today, texts) for one in focus.waiting],
        }
    )


def render_forecast_json(found: Forecast, today: date, texts: Texts) -> str:
    """The forecast for programs: check-ins a week, people, and the day from which each is cold."""
    return _json(
        {
            "schema": FORECAST_SCHEMA,
            "today": today,
            "since": found.since,
            "until": found.until,
            "asked_a_week": round(found.asked, 2),
            "done_a_week": round(found.done, 2),
            "warm": [_person(one, today, texts) for one in found.warm],
            "cooling": [_person(one.standing, today, texts) | {"cold": one.on} for one in found.cooling],
            "cold": [_person(one.standing, today, texts) | {"cold": one.on} for one in found.cold],
            "stretch": found.stretch,
            "stretch_all": found.stretch_all,
            "groups": [{"name": one.name, "people": [who.id for who in one.people]} for one in found.groups],
        }
    )


def _person(standing: Standing, today: date, texts: Texts) -> dict[str, Any]:
    last = standing.last
    return {
        "id": standing.contact.id,
        "path": standing.contact.path,
        "name": standing.contact.name,
        "state": standing.state,
        "due": standing.due,
        "last_contact": last.date if last else None,
        "cadence": standing.cadence.text if standing.cadence else None,
        "text": contact_line(standing, today, texts),
    }


def _json(found: dict[str, Any]) -> str:
    return escaped(msgspec.json.format(msgspec.json.encode(found), indent=2).decode()) + "\n"
