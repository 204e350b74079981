"""Whom of the notes a draft means: by id, by the address of a profile, by mail, then by name and company."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from relnotes.exchange.draft import Draft
from relnotes.exchange.likeness import (
    equal_company,
    id_key,
    is_desk,
    mail_key,
    name_key,
    profile_key,
    profiles_in,
    same_company,
    share_a_word,
)
from relnotes.exchange.stamp import stamp
from relnotes.model import Contact

By = Literal["id", "profile", "mail", "name", ""]
_UID = re.compile(r"^UID[^:\n]*:(.+?)\r?$", re.MULTILINE)


class Matched(Struct, frozen=True):
    """Whom a draft means: one path, and by what; or several that it may mean, with the reason to ask."""

    path: str = ""
    by: By = ""
    maybe: tuple[str, ...] = ()
    reason: str = ""


NOBODY = Matched()


class Index:
    """The contacts by everything that tells who they are. ``texts`` are their notes by path."""

    def __init__(self, contacts: Iterable[Contact], texts: Mapping[str, str]) -> None:
        self.contacts = {contact.path: contact for contact in contacts if contact.note.type == "person"}
        self.ids: dict[str, list[str]] = defaultdict(list)
        self.profiles: dict[str, list[str]] = defaultdict(list)
        self.mails: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, list[str]] = defaultdict(list)
        self.handles: dict[str, set[str]] = {}
        for path, contact in self.contacts.items():
            fields = contact.fields
            text = texts.get(path, "")
            ids = {fields.id, *_UID.findall(text)}
            for key in {id_key(one) for one in ids if one}:
                self.ids[key].append(path)
            front = text[: text.find("\n---", 3)] if text.startswith("---") else ""
            self.handles[path] = profiles_in(f"{front} {' '.join(fields.url)}")
            for key in self.handles[path]:
                self.profiles[key].append(path)
            for key in {mail_key(one) for one in fields.email} - {""}:
                self.mails[key].append(path)
            for key in {name_key(one) for one in (contact.name, *fields.aliases)} - {""}:
                self.names[key].append(path)

    def find(self, draft: Draft, *, bulk: bool) -> Matched:
        """Whom a draft means. In a file of strangers, a name without a company is not enough."""
        for identity in (draft.id, stamp(draft)):
            if identity and (found := self.ids.get(id_key(identity))):
                return _one(found, "id", "the same id")
        profiles = dict.fromkeys(profile_key(url) for url in draft.url)
        if found := _found(self.profiles, profiles):
            return _one(found, "profile", "the same profile")
        mails = dict.fromkeys(mail_key(address) for address in draft.email)
        if found := _found(self.mails, mails):
            alike = [path for path in found if share_a_word(draft.name, self.contacts[path].name)]
            if len(alike) == 1:
                return Matched(alike[0], "mail")
            desk = any(is_desk(mail) for mail in mails if mail in self.mails)
            if len(found) > 1 or desk:
                return Matched(maybe=tuple(found), reason="the same address of mail, but another name")
            return Matched(found[0], "mail")
        return self._by_name(draft, bulk=bulk)

    def _by_name(self, draft: Draft, *, bulk: bool) -> Matched:
        found = self.names.get(name_key(draft.name), [])
        if not found:
            return NOBODY
        companies = {path: self.companies(path) for path in found}
        other = {path for path in found if self._another_profile(path, draft)}
        # Two profiles on one site are two people, unless all else is the same: then the address may have changed.
        found = [
            path
            for path in found
            if path not in other or any(equal_company(draft.company, one) for one in companies[path])
        ]
        if not found:
            return NOBODY
        if draft.company:
            at = [path for path in found if any(equal_company(draft.company, one) for one in companies[path])]
            at = at or [path for path in found if any(same_company(draft.company, one) for one in companies[path])]
            if len(at) == 1 and at[0] not in other and " " in name_key(draft.name):
                return Matched(at[0], "name")
            reason = "the same name, but another company" if not at else "the same name and company"
            return Matched(maybe=tuple(at or found), reason=reason)
        free = [path for path in found if not companies[path]] if bulk else found
        if len(free) == 1 and len(found) == 1 and (" " in name_key(draft.name) or not bulk):
            return Matched(free[0], "name")
        return Matched(maybe=tuple(found), reason="the same name, and no company to tell them apart")

    def _another_profile(self, path: str, draft: Draft) -> bool:
        sites = {key.partition("/")[0] for url in draft.url if (key := profile_key(url))}
        return any(key.partition("/")[0] in sites for key in self.handles[path])

    def companies(self, path: str) -> list[str]:
        """Every company that a note names."""
        fields = self.contacts[path].fields
        return [one for one in (fields.company, *(job.company for job in fields.positions)) if one]


def _found(index: Mapping[str, list[str]], keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(path for key in keys if key for path in index.get(key, ())))


def _one(found: list[str], by: By, reason: str) -> Matched:
    if len(found) == 1:
        return Matched(found[0], by)
    return Matched(maybe=tuple(found), reason=f"{reason} in several notes")


def unmix(matches: list[Matched], drafts: list[Draft]) -> list[Matched]:
    """Several drafts that mean one note by no more than its name, or beside one that surely means it, are doubtful."""
    claims: dict[str, list[int]] = defaultdict(list)
    for number, match in enumerate(matches):
        if match.path:
            claims[match.path].append(number)
    result = list(matches)
    for path, numbers in claims.items():
        keyed = {profile for number in numbers for url in drafts[number].url if (profile := profile_key(url))}
        sure = [number for number in numbers if matches[number].by != "name"]
        if len(numbers) == 1 or (len(sure) == len(numbers) and len(keyed) < 2):
            continue
        keep = sure if len(sure) == 1 else []
        for number in numbers:
            if number not in keep:
                reason = "several people in the file may be the one in this note"
                result[number] = Matched(maybe=(path,), reason=reason)
    return result
