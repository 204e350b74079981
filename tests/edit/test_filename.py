"""Names of people become names of files that every system takes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relnotes.edit.filename import file_stem, free_path, path_key
from relnotes.parse.layout import Layout, unwelcome


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Leila Hassan", "Leila Hassan"),
        ("ليلى حسن", "ليلى حسن"),
        ("李伟", "李伟"),
        ("Zoe\u0308 O’Reilly", "Zoë O’Reilly"),
        ("AC/DC", "AC-DC"),
        ("Ada: engineer | writer", "Ada - engineer - writer"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("Who? <b>*me*</b> [x] #1 100%", "Who b me -b x 1 100"),
        ("  Dr.  Smith Jr. . ", "Dr. Smith Jr"),
        (".hidden", "hidden"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("com1", "com1_"),
        ("Connie", "Connie"),
        ("evil\u202egnp.exe\x00\n", "evilgnp.exe"),
        ("👩\u200d💻 Ada", "👩\u200d💻 Ada"),
        ("", "Unnamed"),
        ("???", "Unnamed"),
        ("\ud800", "Unnamed"),
        ("~syncthing~x", "syncthing x"),
        ("Ada (conflicted copy)", "Ada conflicted copy"),
    ],
)
def test_a_name_becomes_a_file_name(name: str, stem: str) -> None:
    """What no system minds stays; the rest goes, without gluing words together."""
    assert file_stem(name) == stem


def test_taken_places_get_a_number() -> None:
    """Names that differ in case or in the encoding of accents are one file on a Mac."""
    taken = {path_key("People/Zoë.md"), path_key("People/zoë 2.md")}
    assert free_path("People", "ZOE\u0308", taken) == "People/ZOË 3.md"
    assert free_path("/", "Ada", taken) == "Ada.md"


@given(st.text(max_size=300))
def test_every_name_is_safe(name: str) -> None:
    """Whatever the name, the file is a note that relnotes reads, and within the limits of every system."""
    stem = file_stem(name)
    assert stem == stem.strip(" .")
    assert 0 < len(stem.encode()) <= 182
    assert not set(stem) & set('/\\:|"*<>?#^[]%\r\n\t\0')
    assert unicodedata.is_normalized("NFC", stem)
    assert Layout().takes(f"{stem}.md") and unwelcome(f"{stem}.md") is None
    assert path_key(file_stem(stem)) == path_key(stem)
