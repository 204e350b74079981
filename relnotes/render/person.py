"""One contact on a terminal: `next` with the brief, `show` with everything."""

from collections.abc import Iterable, Iterator

from relnotes.model import Agenda, Brief, Contact, Fields, Item, Position, Texts
from relnotes.render.brief import brief_lines, said_by
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import wrap
from relnotes.render.paint import Paint
from relnotes.render.text import STATES, reason
from relnotes.render.wording import every, head_name, long_day, mark, met_line, yearly_day
from relnotes.schedule.listing import is_now

_LOG = 20
_LISTED = (
    ("aliases", mark("Also called")),
    ("company", mark("Company")),
    ("role", mark("Role")),
    ("email", mark("Mail")),
    ("phone", mark("Phone")),
    ("url", mark("Web")),
    ("location", mark("Place")),
    ("timezone", mark("Time zone")),
    ("language", mark("Language")),
    ("circle", mark("Circle")),
)


def render_next(
    agenda: Agenda, items: tuple[Item, ...], brief: Brief | None, texts: Texts, columns: int, paint: Paint
) -> str:
    """The most pressing person of the agenda, whose items these are."""
    if not items:
        return texts.gettext("Nobody is due. A good day to write to somebody anyway.") + "\n"
    path = items[0].home or items[0].path
    return _brief(agenda, items[0].name, path, items, brief, texts, columns, paint)


def render_brief(
    agenda: Agenda, contact: Contact, items: tuple[Item, ...], brief: Brief, texts: Texts, columns: int, paint: Paint
) -> str:
    """What to say to a contact, below what is due with them now or soon, or why they are left in peace."""
    near = tuple(item for item in items if is_now(item) or item.state == "upcoming" or _matters_anyway(item))
    return _brief(agenda, contact.name, contact.path, near, brief, texts, columns, paint)


def _matters_anyway(item: Item) -> bool:
    return item.state in STATES or item.reason in {"planned-contact", "event"}


def _brief(
    agenda: Agenda,
    name: str,
    path: str,
    items: tuple[Item, ...],
    brief: Brief | None,
    texts: Texts,
    columns: int,
    paint: Paint,
) -> str:
    out = [paint("title", shown(name)), ""]
    listed = [part for item in items for part in _bullet(reason(item, agenda, texts), columns)]
    said = list(brief_lines(brief, texts, said_by(items))) if brief else []
    if said:
        listed += ["", paint("title", texts.gettext("Before you write"))] if listed else []
        listed += [part for line in said for part in _bullet(line, columns)]
    return "\n".join([*out, *listed, "", paint("dim", shown(path))]) + "\n"


def render_person(
    agenda: Agenda,
    contact: Contact,
    items: tuple[Item, ...],
    brief: Brief,
    texts: Texts,
    columns: int,
    paint: Paint,
    more: Iterable[tuple[str, Iterable[str]]] = (),
) -> str:
    """Everything that the vault says about a contact; `more` are sections with their titles, behind the log."""
    say = texts.gettext
    out = [paint("title", shown(contact.name)) + "  " + paint("dim", shown(contact.path)), ""]
    for item in items:
        out += _bullet(reason(item, agenda, texts), columns)
    for title, lines in (
        (say("Before you write"), brief_lines(brief, texts, said_by(items))),
        (say("Facts"), (_fact(label, text, texts) for label, text in facts(contact.fields, texts))),
        (say("Contact"), log_lines(contact, texts)),
        *more,
        (say("Links to"), dict.fromkeys(link.target for link in contact.note.links)),
        (say("Mentioned in"), (f"{path}:{line}" for path, line in contact.backlinks)),
    ):
        listed = [part for line in lines for part in _bullet(line, columns)]
        if listed:
            out += ["", paint("title", title), *listed]
    return "\n".join(out) + "\n"


def _bullet(text: str, columns: int) -> list[str]:
    first, *more = wrap(shown(text), max(columns - 2, 20))
    return [f"- {first}", *(f"  {line}" for line in more)]


def facts(fields: Fields, texts: Texts) -> Iterator[tuple[str, str]]:
    """What the properties say: each a label, which may be empty, and a text."""
    for name, label in _LISTED:
        found = getattr(fields, name)
        if found:
            text = found if isinstance(found, str) else texts.gettext(", ").join(found)
            yield texts.gettext(label), text
    if fields.cadence:
        yield texts.gettext("Rhythm"), every(fields.cadence, texts)
    if fields.met:
        yield "", met_line(fields.met, texts)
    for label, day in (*((texts.gettext("Birthday"), day) for day in [fields.birthday] if day), *fields.dates):
        yield label, yearly_day(day, texts)
    for position in fields.positions:
        yield "", position_line(position, texts)


def _fact(label: str, text: str, texts: Texts) -> str:
    return texts.gettext("{label}: {text}").format(label=label, text=text) if label else text


def position_line(position: Position, texts: Texts) -> str:
    """Backend engineer, Acme (2017-05–2023-06)"""
    what = texts.gettext(", ").join(part for part in (position.role, position.company) if part)
    start = f"{position.start:%Y-%m}" if position.start else ""
    end = f"{position.end:%Y-%m}" if position.end else (texts.gettext("now") if position.current else "")
    return f"{what} ({start}–{end})" if start or end else what


def log_lines(contact: Contact, texts: Texts) -> Iterator[str]:
    """The contact there was, newest first, and where that is written."""
    touches = list(reversed(contact.touches))
    for touch in touches[:_LOG]:
        head = f" {head_name(touch.head, texts)}" if touch.head else ""
        text = f": {clipped(touch.text, 200)}" if touch.text else ""
        yield f"{touch.date.isoformat()}{head}{text}  ({touch.path}:{touch.line})"
    if len(touches) > _LOG:
        more = len(touches) - _LOG
        day = long_day(touches[-1].date, texts)
        yield texts.ngettext("{n} more, back to {day}", "{n} more, back to {day}", more).format(n=more, day=day)
