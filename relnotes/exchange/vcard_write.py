"""vCard 3.0 and 4.0 of people; lines that were kept of an imported card go out again, while they are still true.

What is private stays in the notes: no log, no cadence, no goals; an address book travels far.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from relnotes.exchange.days import read_birthday
from relnotes.exchange.draft import Draft
from relnotes.exchange.vline import Line, escape, fold, name_value, parse_kept
from relnotes.model import Yearly

PRODID = "-//relnotes//EN"
_LISTS = {"EMAIL": "email", "TEL": "phone", "URL": "url", "X-SOCIALPROFILE": "url", "SOCIALPROFILE": "url"}
_WHOLE = {"EMAIL", "TEL", "URL"}
_SINGLE = {"N", "ORG", "TITLE", "ROLE", "CATEGORIES", "UID", "ADR", "TZ", "LANG"}
_ANNIVERSARIES = {"ANNIVERSARY", "X-ANNIVERSARY"}
_NAMES_FOUR = {"X-ANNIVERSARY": "ANNIVERSARY"}
_NAMES_THREE = {"ANNIVERSARY": "X-ANNIVERSARY"}
_APPLE_YEAR = 1604
_DATA = re.compile(r"data:(?:image|audio)/([\w.+-]+);base64,(.+)", re.IGNORECASE)


def render_three(drafts: Iterable[Draft]) -> str:
    """Version 3.0, which every phone and program reads."""
    return "".join(_card(draft, "3.0") for draft in drafts)


def render_four(drafts: Iterable[Draft]) -> str:
    """Version 4.0."""
    return "".join(_card(draft, "4.0") for draft in drafts)


def _card(draft: Draft, version: str) -> str:
    lines = _Lines(draft, version).all()
    return "".join(f"{fold(line)}\r\n" for line in ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"])


class _Kept(Struct, frozen=True):
    """The kept lines that are still true, and what they say already."""

    lines: tuple[Line, ...]
    says: frozenset[tuple[str, str]]


class _Lines:
    """The lines of one card."""

    def __init__(self, draft: Draft, version: str) -> None:
        self.draft = draft
        self.version = version
        self.kept = self._true()

    def all(self) -> Iterator[str]:
        draft, kept = self.draft, self.kept.says
        singles = (
            ("UID", "UID", draft.id or _uid(draft)),
            ("ORG", "ORG", draft.company),
            ("TITLE", "TITLE", draft.role),
            ("ADR", "ADR", f";;;{escape(draft.location)};;;" if draft.location else ""),
            ("TZ", "TZ", next(iter(dict(draft.more).get("timezone", ())), "")),
            ("LANG", "LANG", next(iter(dict(draft.more).get("language", ())), "")),
        )
        yield f"PRODID:{PRODID}"
        yield f"FN:{escape(draft.name)}"
        if ("N", "") not in kept:
            yield f"N:{name_value(draft.name)}"
        if draft.aliases:
            yield f"NICKNAME:{','.join(map(escape, draft.aliases))}"
        for name, key, value in singles:
            if value and (key, "") not in kept:
                # Before 4.0 a zone is an offset, unless it says that it is a name.
                typed = ";VALUE=text" if name == "TZ" and self.version == "3.0" else ""
                yield f"{name}{typed}:{value if name == 'ADR' else escape(value)}"
        for name, values in (("EMAIL", draft.email), ("TEL", draft.phone), ("URL", draft.url)):
            yield from (f"{name}:{escape(value)}" for value in values if (_LISTS[name], value) not in kept)
        if draft.birthday and ("BDAY", "") not in kept:
            yield self._day("BDAY", draft.birthday)
        yield from self._dates()
        if draft.tags and ("CATEGORIES", "") not in kept:
            yield f"CATEGORIES:{','.join(map(escape, draft.tags))}"
        if draft.text:
            yield f"NOTE:{escape(draft.text)}"
        yield from (str(self._for_version(line)) for line in self.kept.lines)

    def _day(self, name: str, day: Yearly) -> str:
        if day.year:
            return f"{name}:{day.year:04}-{day.month:02}-{day.day:02}"
        if self.version == "4.0":
            return f"{name}:--{day.month:02}{day.day:02}"
        return f"{name};X-APPLE-OMIT-YEAR={_APPLE_YEAR}:{_APPLE_YEAR}-{day.month:02}-{day.day:02}"

    def _dates(self) -> Iterator[str]:
        """The anniversary by its own name, other days with a label as Apple writes them."""
        number = 0
        for label, day in self.draft.dates:
            if ("date", label) in self.kept.says:
                continue
            if label == "anniversary":
                yield self._day("ANNIVERSARY" if self.version == "4.0" else "X-ANNIVERSARY", day)
                continue
            number += 1
            yield self._day(f"date{number}.X-ABDATE", day)
            yield f"date{number}.X-ABLABEL:{escape(label)}"

    # --- kept lines ------------------------------------------------------------------------------------------------

    def _true(self) -> _Kept:
        """The kept lines without those that the note says otherwise by now, and without the labels of those."""
        parsed = [line for text in self.draft.card if (line := parse_kept(text)) is not None]
        says: set[tuple[str, str]] = set()
        labels = {line.group.lower(): line.text() for line in parsed if line.name == "X-ABLABEL" and line.group}
        dropped, found = set(), []
        for line in parsed:
            if self._holds(line, labels, says):
                found.append(line)
            elif line.group:
                dropped.add(line.group)
        lines = tuple(line for line in found if not (line.group in dropped and line.name == "X-ABLABEL"))
        return _Kept(lines, frozenset(says))

    def _holds(self, line: Line, labels: dict[str, str], says: set[tuple[str, str]]) -> bool:
        """Whether a kept line is still true; what it says then needs no line of its own."""
        name = line.name
        if name in _LISTS:
            value = re.sub(r"^(?:mailto|tel):", "", line.text().strip())
            says |= {(_LISTS[name], value)}
            return value in getattr(self.draft, _LISTS[name]) or not (name in _WHOLE or value.startswith("http"))
        if name in {"BDAY", "X-ABDATE"} or name in _ANNIVERSARIES:
            return self._holds_day(line, labels, says)
        if name == "ROLE" and self.draft.role != _flat(line.text()):
            return True
        if name not in _SINGLE:
            return True
        holds = self._holds_single(line)
        says |= {("TITLE" if name == "ROLE" else name, "")} if holds else set()
        return holds

    def _holds_single(self, line: Line) -> bool:
        draft = self.draft
        if line.name == "N":
            return set(draft.name.split()) <= {word for part in line.parts() for word in part.split()}
        if line.name == "ORG":
            return next((part for part in line.parts() if part), "") == draft.company
        if line.name in {"TITLE", "ROLE"}:
            return draft.role == _flat(line.text())
        if line.name == "CATEGORIES":
            return {re.sub(r"[^\w/-]+", "-", word).strip("-/") for word in line.words()} == set(draft.tags)
        if line.name == "ADR":
            city = (line.parts() + [""] * 7)[3]
            return not draft.location or not city or _flat(city) == draft.location or self._cities() > 1
        return True

    def _cities(self) -> int:
        return sum(text.partition(":")[0].split(";")[0].upper().endswith("ADR") for text in self.draft.card)

    def _holds_day(self, line: Line, labels: dict[str, str], says: set[tuple[str, str]]) -> bool:
        day = read_birthday(line.text())
        if day is None:
            return True
        if "X-APPLE-OMIT-YEAR" in dict(line.params):
            day = Yearly(day.month, day.day)
        if line.name == "BDAY":
            if day == self.draft.birthday:
                says.add(("BDAY", ""))
            return day == self.draft.birthday or bool(dict(line.params).get("TYPE"))
        label = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", labels.get(line.group.lower(), "anniversary")).lower()
        known = dict(self.draft.dates)
        if known.get(label, known.get("date")) == day:
            says |= {("date", label if label in known else "date")}
            return True
        return False

    def _for_version(self, line: Line) -> Line:
        """A kept line as this version writes it: pictures, and which one is preferred."""
        params = list(line.params)
        if self.version == "4.0":
            if ("ENCODING", "b") in params:
                kind = next((value for name, value in params if name == "TYPE"), "jpeg").lower()
                media = "audio" if line.name == "SOUND" else "image"
                rest = tuple(pair for pair in params if pair[0] not in {"ENCODING", "TYPE"})
                return replace(line, value=f"data:{media}/{kind};base64,{line.value}", params=rest)
            params = [("PREF", "1") if pair == ("TYPE", "pref") else pair for pair in params]
            return replace(line, params=tuple(params), name=_NAMES_FOUR.get(line.name, line.name))
        if match := _DATA.fullmatch(line.value):
            rest = tuple(pair for pair in params if pair[0] not in {"VALUE", "MEDIATYPE"})
            return replace(line, value=match[2], params=(*rest, ("ENCODING", "b"), ("TYPE", match[1].upper())))
        params = [("TYPE", "pref") if pair == ("PREF", "1") else pair for pair in params]
        return replace(line, params=tuple(params), name=_NAMES_THREE.get(line.name, line.name))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _uid(draft: Draft) -> str:
    """An id that stays while the note has none of its own and keeps its place."""
    return hashlib.sha256(f"relnotes\0{draft.place or draft.name}".encode()).hexdigest()[:16]
