"""A renamed note: every form of link to it follows, and nothing else changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.edit.links import Rename, retarget, retitle
from relnotes.edit.refused import Refused
from relnotes.parse.note import parse_note

RENAME = Rename("People/Leila Hassan.md", "People/Leila Mansour.md")


def means(target: str) -> bool:
    return target.removeprefix("../").casefold() in {"leila hassan", "people/leila hassan", "leila"}


def moved(text: str, rename: Rename = RENAME) -> str:
    return retarget("A.md", text.encode(), rename, means).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[Leila Hassan]]", "[[Leila Mansour]]"),
        ("[[leila hassan]]", "[[Leila Mansour]]"),
        ("![[Leila Hassan#Log|her log]]", "![[Leila Mansour#Log|her log]]"),
        ("[[People/Leila Hassan#^id]]", "[[People/Leila Mansour#^id]]"),
        ("[[Leila Hassan.md\\|L]]", "[[Leila Mansour.md\\|L]]"),
        ("[her](People/Leila%20Hassan.md#Log)", "[her](People/Leila%20Mansour.md#Log)"),
        ("[her](../People/Leila%20Hassan.md)", "[her](../People/Leila%20Mansour.md)"),
        ("[her](<People/Leila Hassan.md>)", "[her](<People/Leila Mansour.md>)"),
        ("[[Leila]] [[Leila Hassan Jr]]", "[[Leila]] [[Leila Hassan Jr]]"),
        ("`[[Leila Hassan]]` [x](https://a.example/Leila%20Hassan.md)",) * 2,
        ("x```\n[[Leila Hassan]]\n", "x```\n[[Leila Mansour]]\n"),
        ("%% [[Leila Hassan]] %%\n\n[[Leila Hassan]]", "%% [[Leila Hassan]] %%\n\n[[Leila Mansour]]"),
        ("```\n[[Leila Hassan]]\n```\n[[Leila Hassan]]", "```\n[[Leila Hassan]]\n```\n[[Leila Mansour]]"),
        ('---\nmet: via "[[Leila Hassan]]"\n---\n', '---\nmet: via "[[Leila Mansour]]"\n---\n'),
        ("- 2026-01-01 with [[Leila Hassan]]: x\r\n", "- 2026-01-01 with [[Leila Mansour]]: x\r\n"),
    ],
)
def test_links_follow(before: str, after: str) -> None:
    """In the form that they have; links by an alias, to others, and what is code stay."""
    assert moved(before) == after


def test_a_name_that_another_note_has() -> None:
    """Where the bare new name would mean another note, the link says the folder."""
    assert moved("[[Leila Hassan]]", Rename(RENAME.old, RENAME.new, ambiguous=True)) == "[[People/Leila Mansour]]"


def test_what_yaml_would_break_on() -> None:
    """A link in quotes that the new name would end is refused."""
    rename = Rename(RENAME.old, "People/Leila O'Neill.md")
    assert moved('---\ncompany: "[[Leila Hassan]]"\n---\n', rename) == '---\ncompany: "[[Leila O\'Neill]]"\n---\n'
    with pytest.raises(Refused):
        moved("---\ncompany: '[[Leila Hassan]]'\n---\n", rename)


def test_the_note_itself() -> None:
    """Its title and name change, its old names become aliases."""
    text = "---\ntype: person\nname: Leila H.\naliases: [L]\n---\n# Leila Hassan\n## Log\n"
    changed = retitle(RENAME.old, text.encode(), RENAME, "Leila Mansour").decode()
    assert changed == (
        '---\ntype: person\nname: Leila Mansour\naliases: [L, Leila Hassan, "Leila H."]\n---\n# Leila Mansour\n## Log\n'
    ).replace('"Leila H."', "Leila H.")
    plain = retitle(RENAME.old, b"---\ntype: person\n---\n# Other title\n", RENAME, "Leila Mansour").decode()
    assert plain == "---\ntype: person\naliases: [Leila Hassan]\n---\n# Other title\n"


WORDS = st.sampled_from(
    ["[[Leila Hassan]]", "[[Leila Hassan|L]]", "![[People/Leila Hassan#H]]", "[a](People/Leila%20Hassan.md)",
     "[[Omar]]", "`[[Leila Hassan]]`", "text", "\n", "\n- ", "\n  - ", "2026-01-01 ", "%% c %%", "**", "\n\n", "\t",
     "#tag", "```\n"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=15), st.booleans())
@settings(max_examples=400, deadline=None)
def test_there_and_back(words: list[str], crlf: bool) -> None:
    """Renaming back gives the same bytes; every other byte stays, and links to others are as they were."""
    text = "".join(words)
    data = (text.replace("\n", "\r\n") if crlf else text).encode()
    try:
        changed = retarget("A.md", data, RENAME, means)
    except Refused:
        return
    back = Rename(RENAME.new, RENAME.old)
    assert retarget("A.md", changed, back, lambda target: target.endswith("Leila Mansour")) == data
    assert changed.replace(b"Leila Mansour", b"Leila Hassan").replace(b"Leila%20Mansour", b"Leila%20Hassan") == data
    targets = [link.target for link in parse_note("A.md", changed).links]
    assert not any("Hassan" in target for target in targets)
