"""The id of a note that an import made: the same for the same person of the same file, so that nobody comes twice."""

import hashlib
from base64 import b32encode

from relnotes.exchange.draft import Draft
from relnotes.exchange.likeness import company_words, mail_key, name_key, profile_key


def stamp(draft: Draft) -> str:
    """The file's own id, else a short one made of whatever tells best who this is."""
    if draft.id:
        return draft.id
    profile = next((key for url in draft.url if (key := profile_key(url))), "")
    mail = next((key for address in draft.email if (key := mail_key(address))), "")
    who = profile or mail or f"{name_key(draft.name)}\0{''.join(company_words(draft.company))}"
    return b32encode(hashlib.sha256(who.encode()).digest()).decode().lower()[:8]
