"""LinkedIn's archive: Connections.csv, Invitations.csv and messages.csv, alone or together in the zip.

Of messages only the days are read, and who wrote last; never what was written.
"""

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.exchange.columns import Columns, header_of
from relnotes.exchange.days import read_day
from relnotes.exchange.draft import Draft, Foreign, LogLine, Part, Reading, Skipped, Unusable
from relnotes.exchange.likeness import name_key, profile_key
from relnotes.exchange.source import rows

NAME = "linkedin"
TITLE = "LinkedIn"

# The columns by what they hold, in the languages of LinkedIn that name them differently.
CONNECTIONS = {
    "first": "first name|firstname|given name|vorname|prénom|nombre|nome|voornaam|förnamn|الاسم الأول",
    "last": "last name|lastname|surname|family name|nachname|nom|apellidos|sobrenome|cognome|achternaam|اسم العائلة",
    "url": "url|profile url|profile|public profile url|linkedin url|person linkedin url",
    "email": (
        "email address|email|e-mail address|e-mail|e-mail-adresse|adresse e-mail|dirección de correo electrónico"
        "|endereço de e-mail|indirizzo email|e-mailadres"
    ),
    "company": "company|organization|current company|unternehmen|firma|entreprise|empresa|azienda|bedrijf|الشركة",
    "role": "position|title|job title|current position|poste|cargo|puesto|posizione|functie|المنصب",
    "connected": (
        "connected on|connection date|connected|verbunden am|vernetzt am|connecté le|en contact depuis|conectado el"
        "|conectado em|collegato il|verbonden op"
    ),
}
MESSAGES = {
    "conversation": "conversation id",
    "from": "from",
    "sender": "sender profile url",
    "to": "to",
    "recipients": "recipient profile urls|recipient profile url",
    "date": "date|sent at",
    "draft": "is message draft",
}
INVITATIONS = {
    "from": "from",
    "to": "to",
    "date": "sent at|date",
    "direction": "direction",
    "inviter": "inviterprofileurl|inviter profile url",
    "invitee": "inviteeprofileurl|invitee profile url",
}
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),? \d{1,2}:\d{2}(?::\d{2})? [AP]M", re.IGNORECASE)
# Days for which an unanswered message is somebody's turn.
_FRESH = 30
_KINDS = {
    "connections": (CONNECTIONS, {"first", "last", "connected"}),
    "messages": (MESSAGES, {"conversation", "from", "date"}),
    "invitations": (INVITATIONS, {"from", "to", "direction"}),
}


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(_kind(head) for head in heads.values())


def _kind(head: str) -> str:
    for kind, (columns, needed) in _KINDS.items():
        if header_of(head.splitlines()[:30], columns, needed):
            return kind
    return ""


def read(foreign: Foreign) -> Reading:
    people: dict[str, Draft] = {}
    about: list[Draft] = []
    skipped: list[Skipped] = []
    notices: list[str] = []
    found: set[str] = set()
    latest = None
    for part in foreign.parts.values():
        for kind, table in _tables(part):
            found.add(kind)
            if kind == "connections":
                more, problems, latest = _connections(part, table)
                people |= more
                skipped += problems
            elif kind == "messages":
                about += _messages(table, foreign)
            else:
                about += _invitations(part, table)
    if not found:
        raise Unusable(f"{foreign.name} holds no Connections.csv, messages.csv or Invitations.csv of LinkedIn.")
    if "messages" in found:
        notices.append("of the messages only days and senders were read, not what was written")
    for draft in about:
        key = _who(draft.name, draft.url[0] if draft.url else "")
        old = people.get(key)
        people[key] = replace(old, log=old.log + draft.log, extra=old.extra + draft.extra) if old else draft
    complete = "connections" in found
    return Reading(tuple(people.values()), tuple(skipped), tuple(notices), True, complete, foreign.written, latest)


_Table = Iterator[tuple[int, dict[str, str]]]


def _tables(part: Part) -> Iterator[tuple[str, _Table]]:
    """The table of a file, if it is one of LinkedIn's, whatever stands before its header."""
    source = rows(part)
    for _, cells in source:
        for kind, (names, needed) in _KINDS.items():
            columns = Columns(cells, names)
            if columns.has(needed):
                yield kind, ((line, columns.read(row)) for line, row in source)
                return


def _connections(part: Part, table: _Table) -> tuple[dict[str, Draft], list[Skipped], date | None]:
    """The people by who they are, what is skipped, and the latest day on which somebody was connected."""
    people: dict[str, Draft] = {}
    skipped, latest = [], None
    for line, row in table:
        name = " ".join(f"{row['first']} {row['last']}".split())
        place = f"{part.name}:{line}"
        if not name:
            # Of members who left LinkedIn only the day is exported.
            skipped.append(Skipped(place, row["url"], "the row has no name"))
            continue
        day = _day(row["connected"])
        latest = max(filter(None, (latest, day)), default=None)
        extra = [(label, value) for label, value in row.items() if label not in CONNECTIONS and value]
        if row["connected"]:
            extra.append(("Connected on LinkedIn", day.isoformat() if day else row["connected"]))
        key = profile_key(row["url"]) or f"{name_key(name)}\0{row['connected']}\0{row['email']}"
        if key in people:
            skipped.append(Skipped(place, name, f"stands in the file already, at {people[key].place}"))
            continue
        people[key] = Draft(
            name,
            email=(row["email"],) if row["email"] else (),
            url=(row["url"],) if row["url"] else (),
            company=row["company"],
            role=row["role"],
            extra=tuple(extra),
            place=place,
        )
    return people, skipped, latest


def _day(text: str) -> date | None:
    """A day, as LinkedIn also writes it: ``3/4/24, 8:00 AM`` is the fourth of March."""
    if match := _AMERICAN.fullmatch(" ".join(text.split())):
        with contextlib.suppress(ValueError):
            year = int(match[3])
            return date(year if year > 99 else 2000 + year, int(match[1]), int(match[2]))
    return read_day(text)


class _Last(Struct):
    """The newest message of a talk between two: its day, and whether they wrote it."""

    day: date
    theirs: bool
    name: str
    url: str


def _messages(table: _Table, foreign: Foreign) -> list[Draft]:
    """The last day of each talk between me and one other. Talks of more than two, drafts and adverts say nothing."""
    talks: dict[str, list[tuple[date, str, str, str, str]]] = defaultdict(list)
    senders: dict[str, set[str]] = defaultdict(set)
    for _, row in table:
        day = _day(row["date"])
        if day is None or row["draft"].casefold() in {"yes", "true"} or not row["from"]:
            continue
        talks[row["conversation"]].append((day, row["from"], row["sender"], row["to"], row["recipients"]))
        senders[_who(row["from"], row["sender"])].add(row["conversation"])
    me = _me(senders, foreign.mine)
    newest: dict[str, _Last] = {}
    for messages in talks.values():
        others: dict[str, tuple[str, str]] = {}
        for _, sender, url, to, urls in messages:
            names, addresses = to.split(","), urls.replace(",", " ").split()
            people = [(sender, url)]
            people += list(zip(names, addresses, strict=True)) if len(names) == len(addresses) else [(to, urls)]
            others |= {key: (name.strip(), at) for name, at in people if (key := _who(name, at)) not in me}
        if len(others) != 1 or not me:
            continue
        (key, (name, url)) = next(iter(others.items()))
        day, sender, at, _, _ = max(messages, key=lambda message: message[0])
        last = _Last(day, _who(sender, at) == key, name, url)
        if key not in newest or newest[key].day < day:
            newest[key] = last
    return [_of_message(last, foreign.written) for last in newest.values()]


def _of_message(last: _Last, written: date) -> Draft:
    """Whose turn it is matters while it is fresh; after a month it is only the last contact."""
    head, text = "message", f"LinkedIn, {'they' if last.theirs else 'I'} wrote last"
    if (written - last.day).days <= _FRESH:
        head, text = "heard" if last.theirs else "sent", "LinkedIn message"
    log = (LogLine(last.day, head, text),)
    url = (last.url,) if last.url else ()
    return Draft(last.name, url=url, log=log, place="messages.csv", known_only=True)


def _who(name: str, url: str) -> str:
    return profile_key(url) or name_key(name)


def _me(senders: Mapping[str, set[str]], mine: frozenset[str]) -> set[str]:
    """Who the archive's owner is: as the vault says, else the one who wrote in more talks than any other."""
    known = {who for who in senders if who in mine}
    if known:
        return known | set(mine)
    ranked = sorted(senders, key=lambda who: len(senders[who]), reverse=True)
    if len(ranked) > 1 and len(senders[ranked[0]]) == len(senders[ranked[1]]):
        return set()
    return set(ranked[:1])


def _invitations(part: Part, table: _Table) -> list[Draft]:
    """Who asked to be connected, and when."""
    drafts = []
    for line, row in table:
        outgoing = row["direction"].casefold() == "outgoing"
        name, url = (row["to"], row["invitee"]) if outgoing else (row["from"], row["inviter"])
        day = _day(row["date"])
        if name:
            said = f"{'I invited them' if outgoing else 'they invited me'}, {day.isoformat() if day else row['date']}"
            extra = (("LinkedIn", said.rstrip(", ")),)
            place = f"{part.name}:{line}"
            drafts.append(Draft(name, url=(url,) if url else (), extra=extra, place=place, known_only=True))
    return drafts
