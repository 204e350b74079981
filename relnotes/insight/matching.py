"""When words mean the same thing: an offer that fits a wish, a topic that two people share, a company."""

import re
from functools import lru_cache

from relnotes.parse.words import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_EVERYDAY = frozenset(
    "about and better coming first for from good into more new people team that the their them this time with work "
    "من إلى على في عن مع".split()
)
_ARTICLE = re.compile(r"ال(?=\w{3})")
# What companies are called in registers only.
_LEGAL = frozenset("inc ltd llc plc corp corporation gmbh co company limited sa sas srl bv oy ab as ag شركه".split())
_NAME_PART = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65_536)
def weigh(text: str) -> frozenset[str]:
    """The words of weight in a text, without their commonest endings, and in Arabic without the article."""
    return frozenset(_bare(word) for word in _WORD.findall(fold(text)) if word not in _EVERYDAY)


def _bare(word: str) -> str:
    word = _ARTICLE.sub("", word, count=1) if word.startswith("ال") else word.removesuffix("s")
    return word[:-3] if len(word) > 7 and word.endswith("ing") else word


def fits(offer: str, wish: str) -> bool:
    """Whether an offer is what somebody wishes for: one names the other, or they share two words of weight.

    One shared word is not enough: “technical writing” is no help for “staying technical”.
    """
    said, wanted = weigh(offer), weigh(wish)
    return bool(said and wanted) and (said <= wanted or wanted <= said or len(said & wanted) >= 2)


def same_topic(one: str, other: str) -> bool:
    """Whether two interests are one, or one names the other: trains, slow trains."""
    said, heard = weigh(one), weigh(other)
    if not said or not heard:
        return fold(one.strip()) == fold(other.strip())
    return said <= heard or heard <= said


@lru_cache(maxsize=65_536)
def company_key(name: str) -> str:
    """A company's name as it is compared: without case, signs and legal form."""
    words = _NAME_PART.findall(fold(name))
    return " ".join([word for word in words if word not in _LEGAL] or words)


def same_company(one: str, other: str) -> bool:
    """Whether two names may mean one company: they are equal, or one begins with the other, as after a renaming."""
    first, second = sorted((company_key(one), company_key(other)), key=len)
    return bool(first) and (second == first or second.startswith(f"{first} "))
