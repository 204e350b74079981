"""Monica 4's JSON in both of its shapes: people with addresses, dates, calls, activities, notes, gifts and tasks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from relnotes.exchange.days import read_birthday, read_day
from relnotes.exchange.draft import Draft, Foreign, LogLine, Reading, Skipped, ToDo, Unusable
from relnotes.exchange.source import whole_text

NAME = "monica"
TITLE = "Monica"

_Json = dict[str, Any]
# What people's properties say that is about Monica itself.
_ABOUT_MONICA = {
    "is_partial", "is_active", "last_consulted_at", "number_of_views", "avatar", "gender", "vcard", "distant_etag",
    "stay_in_touch_trigger_date", "first_met_reminder", "deceased_reminder",
}  # fmt: skip
_KNOWN = {
    "first_name", "middle_name", "last_name", "nickname", "job", "company", "tags", "birthdate", "first_met_date",
    "first_met_through", "stay_in_touch_frequency", "last_talked_to", "is_starred", "is_dead",
}  # fmt: skip


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(head.lstrip()[:1] == "{" and '"account"' in head and '"uuid"' in head for head in heads.values())


def read(foreign: Foreign) -> Reading:
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for part in foreign.parts.values():
        account = _account(whole_text(part), part.name)
        export = _Export(account)
        for contact in _values(account, "contact"):
            draft = export.draft(contact, part.name)
            if draft.name:
                drafts.append(draft)
            else:
                skipped.append(Skipped(draft.place, "", "the contact has no name"))
    if not drafts and not skipped:
        raise Unusable(f"{foreign.name} holds no contacts of Monica.")
    return Reading(tuple(drafts), tuple(skipped))


def _account(text: str, name: str) -> _Json:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unusable(f"{name}:{error.lineno} is no JSON: export it again.") from None
    except RecursionError:
        raise Unusable(f"{name} is nested too deep for an export of Monica.") from None
    account = found.get("account") if isinstance(found, dict) else None
    if not isinstance(account, dict):
        raise Unusable(f"{name} is no export of Monica: it has no account.")
    return account


def _values(owner: _Json, kind: str) -> list[_Json]:
    """The things of a kind that something has: listed by type, or under their plural's name."""
    data = owner.get("data")
    listed = (
        [one for one in data if isinstance(one, dict) and one.get("type") == kind] if isinstance(data, list) else []
    )
    properties = owner.get("properties")
    plural = {"activity": "activities", "address": "addresses"}.get(kind, f"{kind}s")
    for place in (owner, properties if isinstance(properties, dict) else {}):
        listed += [place[plural]] if isinstance(place.get(plural), dict) else []
    found = [value for one in listed for value in one.get("values") or []]
    return [value for value in found if isinstance(value, (dict, str))]  # type: ignore[misc]


def _said(thing: object) -> _Json:
    found = thing.get("properties") if isinstance(thing, dict) else None
    return found if isinstance(found, dict) else {}


class _Export:
    """An export, with what its parts refer to by uuid."""

    def __init__(self, account: _Json) -> None:
        instance = account.get("instance")
        types = instance.get("contact_field_types") if isinstance(instance, dict) else None
        self.types = {one.get("uuid"): _said(one) for one in types or [] if isinstance(one, dict)}
        self.activities = {one.get("uuid"): _said(one) for one in _values(account, "activity") if isinstance(one, dict)}
        contacts = [one for one in _values(account, "contact") if isinstance(one, dict)]
        self.names = {one.get("uuid"): _name(_said(one)) for one in contacts}
        self.owner: dict[str, str] = {}
        self.with_: dict[str, list[str]] = {}
        for one in contacts:
            for uuid in map(str, _values(one, "activity")):
                self.owner.setdefault(uuid, str(one.get("uuid")))
                self.with_.setdefault(uuid, []).append(self.names[one.get("uuid")])

    def draft(self, contact: _Json, file: str) -> Draft:
        said = _said(contact)
        uuid = str(contact.get("uuid") or "")
        extra = [
            (key.replace("_", " "), str(value))
            for key, value in said.items()
            if key not in _KNOWN | _ABOUT_MONICA and value and not isinstance(value, (dict, list, bool))
        ]
        extra += [("deceased", str(_said_day(said.get("deceased_date")) or "yes"))] * bool(said.get("is_dead"))
        lists, fields = self._fields(contact)
        extra += fields
        location = ""
        for address in map(_said, _values(contact, "address")):
            parts = [
                str(address[key])
                for key in ("street", "city", "province", "postal_code", "country")
                if address.get(key)
            ]
            location = location or str(address.get("city") or "")
            extra.append((f"Address ({address['name']})" if address.get("name") else "Address", ", ".join(parts)))
        for kind, words in (
            ("gift", "name comment status date"),
            ("debt", "amount currency reason status"),
            ("pet", "name"),
        ):
            for thing in map(_said, _values(contact, kind)):
                value = ", ".join(str(thing[word]) for word in words.split() if thing.get(word))
                extra += [(kind, value)] * bool(value)
        more = []
        if frequency := said.get("stay_in_touch_frequency"):
            more.append(("cadence", (f"{frequency} days",)))
        if day := read_day(str(said.get("last_talked_to") or "")):
            more.append(("last_contact", (day.isoformat(),)))
        through = self.names.get(said.get("first_met_through"), "")
        birthday = said.get("birthdate")
        return Draft(
            name=_name(said),
            id=uuid,
            aliases=(str(said["nickname"]),) if said.get("nickname") else (),
            tags=tuple(str(tag).strip().replace(" ", "-") for tag in said.get("tags") or [] if str(tag).strip()),
            company=str(said.get("company") or ""),
            role=str(said.get("job") or ""),
            location=location,
            birthday=read_birthday(_day_text(birthday)),
            met=" ".join(
                filter(None, [_day_text(said.get("first_met_date")), f"via [[{through}]]" if through else ""])
            ),
            more=tuple(more),
            text="\n\n".join(str(note.get("body") or "") for note in map(_said, _values(contact, "note"))).strip(),
            log=tuple(self._log(contact, uuid)),
            tasks=tuple(_tasks(contact)),
            extra=tuple(extra),
            place=f"{file}, {uuid}",
            email=lists["email"],
            phone=lists["phone"],
            url=lists["url"],
        )

    def _fields(self, contact: _Json) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
        """Addresses of mail, numbers, profiles; and those of a kind of their own."""
        lists: dict[str, list[str]] = {"email": [], "phone": [], "url": []}
        extra = []
        for one in map(_said, _values(contact, "contact_field")):
            value = str(one.get("data") or "").strip()
            kind = self.types.get(one.get("type"), {})
            name = str(kind.get("type") or kind.get("name") or "").casefold()
            if not value:
                continue
            if name in {"email", "phone"}:
                lists[name].append(value)
            elif value.startswith(("http://", "https://")):
                lists["url"].append(value)
            elif "@" in value and " " not in value and not name:
                lists["email"].append(value)
            else:
                extra.append((str(kind.get("name") or "Contact"), value))
        return {name: tuple(dict.fromkeys(values)) for name, values in lists.items()}, extra

    def _log(self, contact: _Json, uuid: str) -> Iterator[LogLine]:
        """Calls and talks, and of the activities of several the one line in the first one's note."""
        for call in map(_said, _values(contact, "call")):
            if day := read_day(str(call.get("called_at") or "")):
                yield LogLine(day, "call", _words(call.get("content")))
        for talk in map(_said, _values(contact, "conversation")):
            if day := read_day(str(talk.get("happened_at") or "")):
                yield LogLine(day, "message")
        for key in map(str, _values(contact, "activity")):
            said = self.activities.get(key, {})
            day = read_day(str(said.get("happened_at") or ""))
            if day and self.owner[key] == uuid:
                text = ". ".join(filter(None, [_words(said.get("summary")), _words(said.get("description"))]))
                yield LogLine(day, "", text, tuple(self.with_[key][1:]))


def _tasks(contact: _Json) -> Iterator[ToDo]:
    for task in map(_said, _values(contact, "task")):
        text = ". ".join(filter(None, [_words(task.get("title")), _words(task.get("description"))]))
        if text:
            yield ToDo(text, None, bool(task.get("completed")))
    for one in map(_said, _values(contact, "reminder")):
        if one.get("title") and (day := read_day(str(one.get("initial_date") or ""))):
            yield ToDo(_words(one["title"]), day, bool(one.get("inactive")))


def _name(said: _Json) -> str:
    return " ".join(str(said[part]) for part in ("first_name", "middle_name", "last_name") if said.get(part)).strip()


def _words(text: object) -> str:
    return " ".join(str(text or "").split())


def _said_day(special: object) -> str:
    return _day_text(special)


def _day_text(special: object) -> str:
    """A special date, with its year unless that is not known or only a guess from an age."""
    found = special.get("properties", special) if isinstance(special, dict) else {}
    day = read_day(str(found.get("date") or ""))
    if day is None:
        return ""
    unsure = found.get("is_year_unknown") or found.get("is_age_based")
    return f"--{day:%m-%d}" if unsure else day.isoformat()
