"""The grammar of a line in a log: ``DATE [HEAD] [with LINKS] [: text]``, each part optional."""

import re
from datetime import date

from relnotes.model import Link
from relnotes.parse.links import FoundLink, find_links
from relnotes.parse.outline import Block, Line
from relnotes.parse.when import DATE, Unreadable, latin_digits, read_date
from relnotes.parse.words import AND, BIDI, MEANING, WITH, Heads, fold

# `2026-11-02`, `**2026-11-02:**`, `[[2026-11-02]]`, `2026-11-02 14:30`, then a separator.
DATED = re.compile(
    rf"[{BIDI}]*(?P<bold>\*\*?|__?)?(?P<open>\[\[(?:[^\[\]|]*/)?)?(?P<date>{DATE})(?!\d)(?P<close>(?:\|[^\[\]]*)?\]\])?"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?[:.;]?(?P<unbold>\*\*?|__?)?[:.;]?"
    rf"(?=$|[\s|,—–{BIDI}-])[\s|,—–{BIDI}-]*"
)
# What nearly every entry begins with.
_DAY_AND_WORD = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) +(?=[^\W\d_])")
# The first one, two and three words of a line.
_WORD = r"[^\s:|—–,،\[\]]+"
_WORDS = re.compile(rf"({_WORD})(?:( {_WORD})( {_WORD})?)?")
# One word, and nobody between it and its colon.
_WORD_AND_COLON = re.compile(rf"({_WORD})\s*[:|—–]")
# Heads that people write without a colon, and that cannot mean anything else.
_BARE = re.compile(
    r"(?:they\s+)?promised\b|sent\b(?!\s+(?:me|us)\b)|note\b|heard\s+(?=back\b|from\s+(?:him|her|them)\b)"
    r"|وعدت\b|وعدني\b|وعدتني\b|أرسلت\b(?!\s+(?:لي|إلي|لنا)\b)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__|\*|_)(?=\S)((?:(?!\1).){1,60}?)(?<=\S)\1(?!\w)")
_POSSESSIVE = re.compile(r"['’]s\b")
SMALL = re.compile(r"w/|[^\s\[\]:,،]+")
_SPACE = re.compile(r"[\s,،]+")
_HEAD_END = re.compile(r"\s*(?:[:：|—–]|-\s|$)")


def split_dated(text: str) -> tuple[date | None, str]:
    """The date that a text begins with, and the text behind it; no date, and all of it, when it begins with none."""
    if text[:1].isalpha():
        # As most lines do, and no date.
        return None, text
    match = _DAY_AND_WORD.match(text)
    if match:
        day, rest = match[1], text[match.end() :]
    elif match := DATED.match(latin_digits(text)):
        day, rest = match["date"], _behind(match, text)
    else:
        return None, text
    try:
        return read_date(day), rest
    except Unreadable:
        return None, text


def _behind(match: re.Match[str], text: str) -> str:
    """What a text says behind its date."""
    rest = text[match.end() :]
    if match["open"] and not match["close"]:
        # `[[Meetings/2026-03-05 Sync]]`: the rest of the link is what the line says.
        title, closed, behind = rest.partition("]]")
        rest = title.rsplit("|", 1)[-1].strip() + behind if closed else rest
    if match["bold"] and not match["unbold"]:
        rest = rest.replace(match["bold"], "", 1)
    return rest


def unbold(text: str) -> str:
    """A line without the emphasis of its first words: ``**promised**: the slides``."""
    match = _BOLD.match(text)
    return match[2] + text[match.end() :] if match else text


def split_head(text: str, line: int, heads: Heads) -> Line:
    """``HEAD with LINKS: text``, each part optional."""
    text = unbold(text) if text.startswith(("*", "_")) else text
    if word := _WORD_AND_COLON.match(text):
        head = heads.find(word[1])
        return Line(head, (), text[word.end() :].strip(), True) if head else Line("", (), text.strip(), False)
    head, at = find_head(text, heads)
    linked = "[" in text
    if not (head or linked):
        return Line("", (), text.strip(), headed=False)
    people, after, named = people_at(text, at, links_at(text, line)) if linked else ((), at, False)
    end = _HEAD_END.match(text, after)
    if people and not named and end is None:
        # `call [[Omar]]'s manager`: a link that merely follows is part of the sentence.
        people, after = (), at
        end = _HEAD_END.match(text, after)
    headed = bool(head) and (bool(people) or end is not None)
    if head in MEANING and not headed:
        if bare := _BARE.match(text):
            return Line(head, (), text[bare.end() :].strip(), headed=True)
        # `asked about her move` is a sentence, `asked: a referral` is a head.
        return Line("", (), text.strip(), headed=False)
    if end is not None and (head or people):
        after = end.end()
    return Line(head, people, text[after:].strip(), headed)


def said(block: Block, heads: Heads) -> Line:
    """The text of a block taken apart, once."""
    if block.said is None:
        block.said = split_head(block.text, block.line, heads)
    return block.said


def behind_space(text: str, at: int) -> int:
    """Where the next word begins, from a place on; commas are space here."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def links_at(text: str, line: int) -> dict[int, FoundLink]:
    return {found.start: found for found in find_links(text, line)}


def find_head(text: str, heads: Heads) -> tuple[str, int]:
    """The head at the beginning of a text, of three words at most, and where it ends."""
    words = _WORDS.match(text)
    # Nearly every line is told by its first word.
    if words is None or not heads.may_begin_with(words[1]):
        return "", 0
    for count in (3, 2, 1):
        if words[count] and (head := heads.find(text[: words.end(count)])):
            return head, words.end(count)
    return "", 0


def people_at(text: str, at: int, links: dict[int, FoundLink]) -> tuple[tuple[Link, ...], int, bool]:
    """The links at a place, joined by ``and`` and commas; where they end; whether ``with`` introduces them."""
    found: list[Link] = []
    end, named = at, False
    while True:
        at = behind_space(text, at)
        if (link := links.get(at)) and not link.embed and not _POSSESSIVE.match(text, link.end):
            found.append(link.link)
            at = end = link.end
            continue
        word = SMALL.match(text, at)
        folded = fold(word[0]) if word else ""
        if word is None or folded not in (AND if found else WITH):
            break
        named = named or folded in WITH
        at = word.end()
    return tuple(found), end, named
