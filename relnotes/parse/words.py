"""The words that relnotes knows in a log, in English and Arabic, and how words are compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Unseen signs that turn the direction of writing.
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_MARKS = re.compile(f"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u0621{BIDI}]")
_LETTERS = str.maketrans("أإآٱؤئىة", "ااااوييه")


def fold_long(text: str) -> str:
    """`fold` for a text that is too long to be kept in memory."""
    if text.isascii():
        return text.casefold()
    return _MARKS.sub("", unicodedata.normalize("NFC", text).casefold().translate(_LETTERS))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A word as it is compared: no case, no vowel signs or marks of direction, one hamza seat, ى as ي and ة as ه."""
    return fold_long(text)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A name as it is looked up on the command line: folded, and without accents."""
    split = unicodedata.normalize("NFD", fold(unicodedata.normalize("NFC", text)))
    return "".join(c for c in split if not unicodedata.combining(c))


# Kinds of contact: canonical name -> the words for it.
CONTACT = {
    "call": "call|phone|phone call|مكالمة|اتصال",
    "video": "video|video call|zoom|فيديو|مكالمة فيديو",
    "coffee": "coffee|tea|قهوة|شاي",
    "lunch": "lunch|dinner|breakfast|غداء|عشاء|فطور",
    "meeting": "meeting|meetup|اجتماع|لقاء",
    "message": "message|text|chat|dm|رسالة",
    "mail": "mail|email|e-mail|بريد",
    "visit": "visit|زيارة",
    "event": "event|فعالية",
    "review": "review|مراجعة",
    "letter": "letter|خطاب",
    "gift": "gift|هدية",
}

# Heads that carry meaning: canonical name -> the words for it, the first also a tag.
MEANING = {
    "sent": "sent|no-reply|أرسلت",
    "heard": "heard|owe-reply|وصلني",
    "promised": "promised|وعدت",
    "they promised": "they promised|they-promised|وعدني|وعدتني",
    "gave": "gave|أعطيت",
    "got": "got|تلقيت",
    "asked": "asked|طلبت",
    "they asked": "they asked|they-asked|طلب مني|طلبت مني",
    "thanked": "thanked|شكرت",
    "shared": "shared|شاركت",
    "intro": "intro|introduced|عرّفت",
    "outcome": "outcome|نتيجة",
    "next": "next|next time|المرة القادمة",
    "note": "note|ملاحظة",
}

# What these heads say is about the contact, or for me alone: no contact took place.
NO_CONTACT = frozenset({"next", "note", "outcome"})
# I did something, which says nothing of an answer.
ONE_WAY = frozenset({"promised", "gave", "asked", "thanked", "shared", "intro"})
# They did something: a sign of life, and an answer.
ANSWERS = frozenset({"got", "they promised", "they asked"})
# What goes into the ledger.
DEEDS = frozenset({"gave", "got", "asked", "they asked", "thanked", "shared", "intro", "outcome"})

NEXT_TIME = frozenset(fold(word) for word in ("Next time", "Next", "Discuss next", "المرة القادمة"))
# In a note of `type: writing`, what to write about next.
IDEAS = NEXT_TIME | frozenset(fold(word) for word in ("Ideas", "Drafts", "To write", "أفكار", "مسودات"))
WAITING_TAG = "waiting"

# A past verb before a link: contact took place. Then the small words that may stand between the two.
PAST = frozenset(
    fold(word)
    for word in (
        "met called talked spoke chatted wrote visited messaged emailed e-mailed mailed texted phoned rang saw "
        "قابلت كلمت زرت اتصلت تحدثت راسلت كتبت التقيت هاتفت"
    ).split()
)
LEAD_IN = frozenset(fold(word) for word in "i had a an the quick good long short great nice lovely we".split())
BETWEEN = frozenset(fold(word) for word in "up with to again briefly quickly مع الى ب".split())
WITH = frozenset(fold(word) for word in ("with", "w/", "مع"))
AND = frozenset(fold(word) for word in ("and", "&", "+", "و", "with", "w/", "مع"))


class Heads:
    """The heads of log entries: folded words -> canonical head. More kinds of contact come from the config."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self.contact = _table(CONTACT) | {fold(word): word for word in more}
        self.meaning = _table(MEANING)
        self._all = self.contact | self.meaning
        self._first = {words.partition(" ")[0] for words in self._all}

    def may_begin_with(self, word: str) -> bool:
        """Whether any head begins with this word."""
        return fold(word) in self._first

    def find(self, words: str) -> str:
        """The canonical head for these words, or an empty text."""
        return self._all.get(fold(words), "")

    def is_contact(self, words: str) -> bool:
        return fold(words) in self.contact


def _table(heads: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): head for head, words in heads.items() for word in words.split("|")}


HEADS = Heads()
