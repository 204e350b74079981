"""Links between notes, as Obsidian writes them: ``[[Note#Heading|shown]]`` and ``[shown](Note%20x.md)``."""

import re
from urllib.parse import unquote

from msgspec import Struct

from relnotes.model import Link

LINK = re.compile(
    r"(?P<embed>!?)(?:\[\[(?P<wiki>[^\[\]|#^\n]*)(?:[#^][^\[\]|\n]*)?(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]"
    r"|\[(?P<text>[^\[\]\n]*)\]\((?:<(?P<angle>[^<>\n]+)>|(?P<url>[^()\s<>]+(?:\([^()\s]*\)[^()\s]*)*))\))"
)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]*|\d[\w/-]*[^\W\d][\w/-]*)")


class FoundLink(Struct, frozen=True):
    """A link in a line of text, with its place there."""

    link: Link
    start: int
    end: int
    embed: bool


def blank_code(text: str) -> str:
    """The text with its inline code as spaces, every place unmoved."""
    return _CODE.sub(lambda m: " " * len(m[0]), text) if "`" in text else text


def find_links(text: str, line: int) -> list[FoundLink]:
    """The links of a text that begins on ``line``; addresses of the web are none."""
    if "](" not in text and "[[" not in text:
        return []
    found = []
    for match in LINK.finditer(blank_code(text)):
        target, shown = match["wiki"], match["shown"] or ""
        if target is None:
            url = unquote(match["angle"] or match["url"]).partition("#")[0]
            if not url.lower().endswith(".md") or "://" in url:
                continue
            target, shown = url[:-3].removeprefix("./"), match["text"]
        target = target.strip()
        if target.lower().endswith(".md"):
            target = target[:-3]
        if target:
            at = line + text.count("\n", 0, match.start())
            found.append(FoundLink(Link(target, shown.strip(), at), match.start(), match.end(), bool(match["embed"])))
    return found


def find_tags(text: str) -> tuple[str, ...]:
    """The ``#tags`` of a text, without their sign."""
    return tuple(_TAG.findall(blank_code(text))) if "#" in text else ()


def tidy(text: str) -> str:
    """Text to show: links as what they show, no emphasis, no block id, on one line."""

    def shown(match: re.Match[str]) -> str:
        if match["wiki"] is not None:
            return match["shown"] or match["wiki"].rsplit("/", 1)[-1]
        return match["text"]

    text = LINK.sub(shown, text) if "[" in text else text
    text = re.sub(r"(\*\*|__|==|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"\s\^[A-Za-z0-9-]+\s*$", "", text)
    return " ".join(text.split())
