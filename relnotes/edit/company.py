"""A log line about several people: whom it names, in the note of one of them."""

import re
from collections.abc import Sequence

from relnotes.parse.line import find_head, links_at, people_at, unbold
from relnotes.parse.words import MEANING, Heads

_ARABIC = re.compile("[\u0600-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")


def speaks_for_all(text: str, heads: Heads) -> bool:
    """Whether one line counts for all whom it names: what was sent, promised or given is said of each alone."""
    head, _ = find_head(unbold(text), heads)
    return head not in MEANING


def with_links(text: str, links: Sequence[str], heads: Heads, *, arabic: bool = False) -> str:
    """The words of an entry with links behind its kind: ``lunch with [[Omar]] and [[Sara]]: the meetup's future``.

    `arabic` says in which language the log is written, where the words themselves do not.
    """
    text = unbold(text)
    end = find_head(text, heads)[1]
    people, after, _ = people_at(text, end, links_at(text, 1))
    begin = after if people else end
    letters = _LETTER.search(text)
    in_arabic = bool(_ARABIC.search(text)) if letters else arabic
    named = (" و" if in_arabic else " and ").join(links)
    join = ((" و" if in_arabic else " and ") if people else (" مع " if in_arabic else " with ")) + named
    rest = text[begin:].strip()
    if rest and not rest.startswith((":", "|", "—", "–")):
        rest = f": {rest}"
    return (text[:begin] + join + rest).strip()


def is_arabic(text: str) -> bool:
    """Whether a text is written in Arabic letters, for the most part."""
    return 2 * len(_ARABIC.findall(text)) > len(_LETTER.findall(text))
