"""vCard 2.1, 3.0 and 4.0: address books of Apple, Google, Android, Outlook, Nextcloud; one card or many.

What a property of a note cannot say in full (which of two numbers is the mobile, an address, a label of one's own) is
kept in the note as the card's own line, so that an export gives it back.
"""

import re
from collections.abc import Mapping

from relnotes.exchange.days import read_birthday
from relnotes.exchange.draft import Draft, Foreign, Reading, Skipped, Unusable
from relnotes.exchange.source import byte_lines
from relnotes.exchange.vline import Card, Line, cards, name_value
from relnotes.model import Yearly

NAME = "vcard"
TITLE = "vCard"

# A file with more cards is an address book: most of those in it are strangers to the notes.
_FEW = 10
# About the file and its program, not about the person.
_ABOUT_THE_FILE = {"VERSION", "PRODID", "REV"}
_LONGEST = 100_000
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_APPLE_NO_YEAR = "X-APPLE-OMIT-YEAR"
_LISTS = {"EMAIL": "email", "TEL": "phone", "URL": "url"}
_ANNIVERSARIES = {"ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"}


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(re.match(r"\s*BEGIN:VCARD", head, re.IGNORECASE) for head in heads.values())


def read(foreign: Foreign) -> Reading:
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    notices: list[str] = []
    left_out = 0
    for part in foreign.parts.values():
        for card in cards(byte_lines(part)):
            place = f"{part.name}:{card.line}"
            if not card.closed:
                skipped.append(Skipped(place, "", "the card is cut short: it has no END:VCARD"))
                continue
            draft, left = _draft(card, place)
            reason = _no_person(card, draft)
            if reason:
                skipped.append(Skipped(place, draft.name or draft.company, reason))
            else:
                drafts.append(draft)
                left_out += left
    if not drafts and not skipped:
        raise Unusable(f"{foreign.name} holds no vCard: a card stands between BEGIN:VCARD and END:VCARD.")
    if left_out:
        notices.append(f"{left_out} pictures or sounds are too large for a note and were left out")
    return Reading(tuple(drafts), tuple(skipped), tuple(notices), bulk=len(drafts) > _FEW)


def _no_person(card: Card, draft: Draft) -> str:
    for line in card.lines:
        if line.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and line.text().casefold() in {"org", "group", "location"}:
            what = {"org": "a company", "group": "a group", "location": "a place"}[line.text().casefold()]
            return f"{what}, not a person"
        if line.name == "X-ABSHOWAS" and line.text().upper() == "COMPANY":
            return "a company, not a person"
    if draft.name:
        return ""
    return "a company, not a person" if draft.company else "the card has no name"


def _draft(card: Card, place: str) -> tuple[Draft, int]:
    """The person of a card, and how many of its values are too large to keep."""
    found = _Collected(card)
    left = 0
    for line in card.lines:
        if line.name in _ABOUT_THE_FILE or not line.value.strip(" ;"):
            continue
        if not found.take(line):
            if len(str(line)) + found.size > _LONGEST:
                left += 1
            else:
                found.keep(line)
    return found.draft(place), left


class _Collected:
    """What the lines of a card say, as it is gathered."""

    def __init__(self, card: Card) -> None:
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {name: [] for name in ("email", "phone", "url", "aliases", "tags")}
        self.dates: list[tuple[str, Yearly]] = []
        self.birthday: Yearly | None = None
        self.more: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []
        self.kept: list[str] = []
        self.size = 0
        self.labels = {
            line.group.lower(): label[1] if (label := _LABEL.fullmatch(line.text())) else line.text()
            for line in card.lines
            if line.group and line.name == "X-ABLABEL"
        }

    def keep(self, line: Line) -> None:
        self.kept.append(str(line))
        self.size += len(str(line))

    def take(self, line: Line) -> bool:
        """Put a line where it belongs; whether that says all of it."""
        whole = not line.group and not line.params
        name = line.name
        if name in _LISTS:
            value = re.sub(r"^(?:mailto|tel):", "", line.text().strip())
            values = self.lists[_LISTS[name]]
            fresh = value not in values
            values += [value] * fresh
            return whole and fresh and value == line.text().strip()
        if name in {"FN", "N", "NICKNAME"}:
            return self._take_name(line) and whole
        if name == "ORG":
            parts = [part for part in line.parts() if part]
            fresh = "company" not in self.values and bool(parts)
            if fresh:
                self.values["company"] = parts[0]
            return whole and fresh and len(parts) == 1
        if name in {"TITLE", "ROLE"}:
            fresh = "role" not in self.values
            self.values.setdefault("role", _flat(line.text()))
            return whole and fresh and name == "TITLE"
        if name in {"BDAY", "X-ABDATE"} or name in _ANNIVERSARIES:
            return self._take_day(line)
        if name == "CATEGORIES":
            tags = [(word, re.sub(r"[^\w/-]+", "-", word).strip("-/")) for word in line.words()]
            self.lists["tags"] += [tag for _, tag in tags if tag and tag not in self.lists["tags"]]
            return whole and all(word == tag and not tag.isdecimal() for word, tag in tags)
        typed = name == "TZ" and {key: value.lower() for key, value in line.params} == {"VALUE": "text"}
        return self._take_rest(line) and (whole or typed)

    def _take_name(self, line: Line) -> bool:
        if line.name == "NICKNAME":
            self.lists["aliases"] += [alias for alias in line.words() if alias not in self.lists["aliases"]]
            return True
        if line.name == "FN":
            fresh = "fn" not in self.values or self.values["fn"] == _flat(line.text())
            self.values.setdefault("fn", _flat(line.text()))
            return fresh
        family, given, more, before, after = (line.parts() + [""] * 5)[:5]
        words = " ".join(part for part in (before, given, more, family, after) if part)
        self.values.setdefault("n", _flat(words))
        return False

    def _take_day(self, line: Line) -> bool:
        day = read_birthday(line.text())
        params = dict(line.params)
        if _APPLE_NO_YEAR in params and day and day.year and line.text().startswith(params.pop(_APPLE_NO_YEAR)):
            day = Yearly(day.month, day.day)
        params.pop(_APPLE_NO_YEAR, None)
        simple = not line.group and (
            not params or {name: value.lower() for name, value in params.items()} == {"VALUE": "date"}
        )
        timed = "T" in line.text() and day is not None
        if day is None:
            return False
        if line.name == "BDAY":
            fresh = self.birthday is None
            self.birthday = self.birthday or day
            return simple and fresh and not timed
        label = self.labels.get(line.group.lower(), "anniversary").lower()
        if line.name == "X-ABDATE" and "anniversary" not in label and line.group.lower() not in self.labels:
            label = "date"
        if label not in {known for known, _ in self.dates}:
            self.dates.append((label, day))
            return simple and not timed and line.name in _ANNIVERSARIES
        return (label, day) in self.dates and simple

    def _take_rest(self, line: Line) -> bool:
        """What goes by its own name, or is only of use in part."""
        text = line.text().strip()
        if line.name == "UID":
            self.values.setdefault("id", text)
            return self.values["id"] == text
        if line.name == "NOTE":
            self.notes.append(text)
            return True
        if line.name == "ADR":
            city = (line.parts() + [""] * 7)[3]
            fresh = city != "" and "location" not in self.values
            if city:
                self.values.setdefault("location", _flat(city))
            return fresh and not any(line.parts()[:3] + line.parts()[4:]) and _flat(city) == city
        if line.name in {"X-SOCIALPROFILE", "SOCIALPROFILE"} and text.startswith("http"):
            self.lists["url"] += [text] * (text not in self.lists["url"])
            return False
        if line.name == "TZ" and re.fullmatch(r"[A-Z][A-Za-z_]+/[A-Za-z_/+-]+", text):
            self.more.setdefault("timezone", (text,))
            return True
        if line.name == "LANG" and "language" not in self.more:
            self.more["language"] = (text,)
            return True
        return False

    def draft(self, place: str) -> Draft:
        name = self.values.get("fn") or self.values.get("n", "")
        company = self.values.get("company", "")
        return Draft(
            name="" if name == company and "n" not in self.values else name,
            id=self.values.get("id", ""),
            aliases=tuple(self.lists["aliases"]),
            tags=tuple(self.lists["tags"]),
            email=tuple(self.lists["email"]),
            phone=tuple(self.lists["phone"]),
            url=tuple(self.lists["url"]),
            company=company,
            role=self.values.get("role", ""),
            location=self.values.get("location", ""),
            birthday=self.birthday,
            dates=tuple(self.dates),
            more=tuple(self.more.items()),
            text="\n\n".join(self.notes),
            card=tuple(line for line in self.kept if line != f"N:{name_value(name)}"),
            place=place,
        )


def _flat(text: str) -> str:
    return " ".join(text.split())
