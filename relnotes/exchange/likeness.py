"""When two writings mean the same: addresses of profiles and mail, names, companies, titles."""

import re
from functools import lru_cache
from urllib.parse import unquote

from relnotes.parse.words import plain

_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(linkedin|github|gitlab|twitter|x|xing|facebook|instagram|mastodon|bsky)"
    r"\.(?:com|app|social)/(?:(?:in|pub|profile|u)/)?(@?[\w%.~-]+)",
    re.IGNORECASE,
)
# What such an address begins with that is no person.
_NO_PERSON = frozenset("company school groups feed posts jobs share orgs settings login events in pub p".split())
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEGAL = frozenset(
    (
        "inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg kgaa ug se sa sas sarl srl "
        "spa nv bv oy oyj ab as asa aps pty pvt pte sl slu sro doo zrt kft jsc pjsc the and group holding holdings "
        "international global"
    ).split()
)
# What people write where they have no company, or do not say which.
_NOWHERE = re.compile(
    r"(?:self[- ]?employed|freelanc\w*|independent(?: \w+)?|stealth(?: \w+)*|confidential|undisclosed|unemployed"
    r"|open to work|looking for .*|seeking .*|career break|sabbatical|between (?:jobs|roles).*|retired|student"
    r"|n/?a|none|-+|\.+|private|various|home|consultant)",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(r",.*$|\([^()]*\)|[^\w\s.'’-]+")


def profile_key(url: str) -> str:
    """The profile that an address means, such as ``linkedin/leila-hassan``; empty when it is nobody's profile."""
    match = _PROFILE.fullmatch(url.strip().split("?")[0].split("#")[0].rstrip("/"))
    if match is None:
        return ""
    site, who = match[1].lower(), plain(unquote(match[2])).removeprefix("@")
    return "" if who in _NO_PERSON or not who else f"{'twitter' if site == 'x' else site}/{who}"


def profiles_in(text: str) -> set[str]:
    """The profiles whose addresses stand anywhere in a text."""
    return {key for word in re.findall(r"[^\s\"'<>()\[\]{},]+", text) if "/" in word and (key := profile_key(word))}


def mail_key(address: str) -> str:
    """An address of mail as it is compared; empty when it is none."""
    address = address.strip().removeprefix("mailto:").strip("<>").casefold()
    return address if address.count("@") == 1 and not address.startswith("@") and " " not in address else ""


# Addresses that belong to a desk rather than to a person.
_DESKS = frozenset(
    "info office contact hello hi mail post kontakt sales support admin team help jobs press hr service noreply".split()
)


def is_desk(address: str) -> bool:
    return mail_key(address).partition("@")[0] in _DESKS


def id_key(identity: str) -> str:
    return identity.strip().casefold().removeprefix("urn:uuid:")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A name as it is compared: no case, accents, credentials, emoji; its words in their order."""
    name = plain(name)
    return " ".join(_WORD.findall(_CREDENTIALS.sub(" ", name))) or " ".join(_WORD.findall(name))


def share_a_word(one: str, other: str) -> bool:
    """Whether two names have a word of more than one letter in common."""
    return any(len(word) > 1 for word in set(name_key(one).split()) & set(name_key(other).split()))


@lru_cache(maxsize=65_536)
def company_words(company: str) -> tuple[str, ...]:
    words = _WORD.findall(plain(_BRACKETS.sub(" ", company))) or _WORD.findall(plain(company))
    kept = tuple(word for word in words if word not in _LEGAL)
    return kept or tuple(words)


def is_company(company: str) -> bool:
    """Whether this names a company, rather than that there is none or that it is kept back."""
    return bool(company_words(company)) and _NOWHERE.fullmatch(company.strip()) is None


@lru_cache(maxsize=65_536)
def same_company(one: str, other: str) -> bool:
    """Whether two writings may well mean one company: a rewording, a part of it, its initials.

    In doubt they do: a move that goes unseen is better than a wrong congratulation.
    """
    first, second = sorted((company_words(one), company_words(other)), key=len)
    if not first:
        return not second
    joined = ("".join(first), "".join(second))
    if joined[0] == joined[1] or set(first) <= set(second):
        return True
    if len(first) == 1 and len(second) > 1 and joined[0] == "".join(word[0] for word in second):
        return True
    inside = {word for part in _BRACKETS.findall(f"{one} {other}") for word in _WORD.findall(plain(part))}
    return bool(inside) and (joined[0] in inside or joined[1] in inside)


@lru_cache(maxsize=65_536)
def equal_company(one: str, other: str) -> bool:
    """Whether two writings are one company's name beyond doubt: but for case, legal forms and punctuation."""
    return "".join(company_words(one)) == "".join(company_words(other))
