"""A person's name as the name of a file, safe on every system, in Obsidian's links and in every sync tool."""

import re
import unicodedata
from collections.abc import Container

import wcwidth

from relnotes.parse.layout import Layout, unwelcome

# Of the 255 bytes that file systems allow, some are left for a number and for what sync tools append.
_MAX_BYTES = 180
_NAMELESS = "Unnamed"
# What Windows and Android refuse, what splits paths, and what ends a link in Obsidian.
_SEPARATORS = re.compile(r"\s*[/\\:|]+\s*")
_REFUSED = re.compile(r'["*<>?#^\[\]%]')
# Device names of Windows, reserved with any ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\.|$)", re.IGNORECASE)


def file_stem(name: str) -> str:
    """The name of a note's file without its ending: NFC, at most 180 bytes, never empty."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode())
    text = "".join(" " if char.isspace() else char for char in text if char.isspace() or _seen(char))
    text = _REFUSED.sub(" ", _SEPARATORS.sub(_dash, text))
    text = _trimmed(_cut(_trimmed(text)))
    text = _RESERVED.sub(r"\1_", text, count=1) if _RESERVED.match(text) else text
    if text and (unwelcome(f"{text}.md") or not Layout().takes(f"{text}.md")):
        # It looks like the litter of editors and sync tools, which relnotes does not read.
        text = _trimmed(re.sub(r"[~().]", " ", text))
    return text or _NAMELESS


def free_path(folder: str, name: str, taken: Container[str]) -> str:
    """The path of a new note: ``Folder/Name.md``, or ``Folder/Name 2.md`` … when the place is taken.

    `taken` holds the `path_key` of each file in the vault. `folder` is relative to the vault; empty is its root.
    """
    stem = file_stem(name)
    before = f"{folder.strip('/')}/" if folder.strip("/") else ""
    path, number = f"{before}{stem}.md", 1
    while path_key(path) in taken:
        number += 1
        path = f"{before}{stem} {number}.md"
    return path


def path_key(path: str) -> str:
    """A path as the least careful file systems compare it: in any case, whichever way accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _dash(match: re.Match[str]) -> str:
    return " - " if any(char.isspace() for char in match[0]) else "-"


def _seen(char: str) -> bool:
    """Whether a character can be seen, or joins those that can: no control, bidi mark, private or unassigned one."""
    return char in "\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _trimmed(text: str) -> str:
    """Single spaces; no dot, dash or joiner where hidden files begin and Windows cuts."""
    return " ".join(text.split()).strip(" .-\u200c\u200d")


def _cut(text: str) -> str:
    """No longer than the limit, cut between what readers take for characters."""
    if len(text.encode()) <= _MAX_BYTES:
        return text
    kept, size = [], 0
    for grapheme in wcwidth.iter_graphemes(text[:_MAX_BYTES]):
        size += len(grapheme.encode())
        if size > _MAX_BYTES:
            break
        kept.append(grapheme)
    return "".join(kept)
