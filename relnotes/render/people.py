"""The people whom `who` finds: on a terminal, and as JSON (`relnotes.who/1`)."""

from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from relnotes.insight.who import Found, Match, has_ended
from relnotes.model import Standing, Texts
from relnotes.render.clean import clipped, escaped, shown
from relnotes.render.columns import clip, pad, width, wrap
from relnotes.render.paint import Paint
from relnotes.render.person import position_line
from relnotes.render.wording import mark, why
from relnotes.schedule.kinds import bare_item

SCHEMA = "relnotes.who/1"
_NAME = 22
_LONG = 200
_LABELS = {
    "positions": mark("Position"),
    "timezone": mark("Time zone"),
    "interests": mark("Interest"),
    "goals": mark("Goal"),
    "struggles": mark("Struggle"),
    "can_help_with": mark("Can help with"),
    "tags": mark("Tag"),
}


def render_people(found: tuple[Found, ...], today: date, texts: Texts, columns: int, paint: Paint) -> str:
    """Each with what they are, why they are found, and when you were last in touch."""
    if not found:
        return texts.gettext("Nobody in your notes fits.") + "\n"
    out = [paint("title", texts.ngettext("{n} person", "{n} people", len(found)).format(n=len(found))), ""]
    wide = min(_NAME, columns // 3, max(width(shown(one.contact.name)) for one in found))
    room = max(columns - wide - 3, 20)
    for one in found:
        lines = [part for line in _lines(one, today, texts) for part in wrap(shown(line), room)]
        where = f"{one.contact.path}:{one.matches[0].line if one.matches else 1}"
        lines.append(paint("dim", shown(where)))
        name = clip(shown(one.contact.name), wide)
        out.append(f" {paint('name', name)}{pad('', wide - width(name))}  {lines[0]}")
        out += [f"{'':{wide + 3}}{line}" for line in lines[1:]]
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _lines(one: Found, today: date, texts: Texts) -> list[str]:
    fields = one.contact.fields
    comma = texts.gettext(", ")
    work = (fields.role, fields.company)
    if not fields.company:
        held = next((held for held in fields.positions if not has_ended(held, today)), None)
        work = (fields.role or held.role, held.company) if held else work
    facts = comma.join(clipped(part, _LONG) for part in (*work, fields.location) if part)
    said = {label: [match for match in one.matches if match.property == label] for label in _LABELS}
    because = [_match(label, matches, one, texts) for label, matches in said.items() if matches]
    return [*([facts] if facts else []), *because, contact_line(one.standing, today, texts)]


def _match(label: str, matches: list[Match], one: Found, texts: Texts) -> str:
    values = [match.value for match in matches]
    if label == "positions":
        values = [position_line(held, texts) for held in one.contact.fields.positions if held.company in values]
    text = texts.gettext(", ").join(clipped(value, _LONG) for value in values)
    return texts.gettext("{label}: {text}").format(label=texts.gettext(_LABELS[label]), text=text)


def contact_line(standing: Standing, today: date, texts: Texts) -> str:
    """When you were last in touch with somebody, and how often you mean to be."""
    reason = "cadence" if standing.last else "never"
    met = standing.contact.fields.met
    since = met.on if met and not standing.last else None
    bare = bare_item(standing.contact, standing)
    return why(replace(bare, kind="check-in", state=standing.state, reason=reason, since=since), texts, today)


def render_people_json(found: tuple[Found, ...], today: date, texts: Texts) -> str:
    """The same for programs; dates are ISO, absent values null."""
    listed = {"schema": SCHEMA, "today": today, "people": [_person(one, today, texts) for one in found]}
    return escaped(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode()) + "\n"


def _person(one: Found, today: date, texts: Texts) -> dict[str, Any]:
    fields, last, cadence = one.contact.fields, one.standing.last, one.standing.cadence
    return {
        "id": one.contact.id,
        "path": one.contact.path,
        "name": one.contact.name,
        "company": fields.company or None,
        "role": fields.role or None,
        "location": fields.location or None,
        "matches": [{"property": match.property, "value": match.value, "line": match.line} for match in one.matches],
        "last_contact": last.date if last else None,
        "last_source": f"{last.path}:{last.line}" if last else None,
        "cadence": cadence.text if cadence else None,
        "text": contact_line(one.standing, today, texts),
    }
