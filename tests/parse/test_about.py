"""What a note says at its beginning of whom it is about."""

import pytest

from tests.parse.build import note


@pytest.mark.parametrize(
    ("body", "about"),
    [
        ("# Leila\n\nMakes **pots** with [[Omar]].\nOften late.\n\nMore.\n", "Makes pots with Omar. Often late."),
        ("#person\n\nFriend of pottery, and kind.\n", "Friend of pottery, and kind."),
        ("New phone\n\nFriend of pottery, and kind.\n", "Friend of pottery, and kind."),
        ("> Somebody said this about her\n", ""),
        ("```\ncode is no word of hers\n```\n", ""),
        ("## Log\n- 2026-01-02 coffee: the sale of pots\n", ""),
        ("## Log\n### 2026-01-02\nShe has sold all of it.\n", ""),
        ("## Next time\n- the sale of pots\n\n- [ ] send her the glaze\n", ""),
        ("## Notes\n- Met at the fair\n  - with two others\n- Good at pots\n- tall\n", "Met at the fair; Good at pots"),
        ("- [[Omar]]: her cousin from Giza\n", ""),
        ("صديقتي منذ أول سنة.\n", "صديقتي منذ أول سنة."),
    ],
)  # fmt: skip
def test_the_first_thing_that_a_note_says(body: str, about: str) -> None:
    """The first paragraph above the log, else plain items of a list; no labels, tags, quotes, tasks or topics."""
    assert note("---\ntype: person\n---\n" + body).about == about


def test_of_other_notes_nothing_is_kept() -> None:
    """Only a contact's text is anybody's description."""
    assert note("# Soup\n\nBoil it for an hour.\n").about == ""
