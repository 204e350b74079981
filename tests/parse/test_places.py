"""Where the keys and values of a TOML file stand: in every form that TOML has."""

import contextlib
import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.parse.places import toml_places

FORMS = '''
# a = 1
title = "a # \\" b"   # c
'quoted key' . "with \\u0041" = 'it''
dates = [ 1979-05-27T07:32:00Z, 07:32:00, # inside ]
  -1.5e3, [ "x", [] ], { a.b = 1, "c" = [ 2 ] }, ]
long = """
one "" two \\"""
three"""""
raw = \'\'\'
[no.table]
x = 'y'\'\'\'

[ a . "b c" ]
k=true
[[list]]
[[list]]
n = 1
[list.sub]
m = 2
[[list.deep]]
o = 3
[[list]]
'''.replace("'it''", "'it'")


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Every value of a parsed file that holds no other, by its path."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = {key: one for name, part in parts for key, one in leaves(part, (*path, name)).items()}
    return found or ({path: value} if path else {})


def check(text: str) -> None:
    """The text at each value's place is that value, and its key's last part leads to it."""
    places = toml_places(text)
    for path, value in leaves(tomllib.loads(text)).items():
        raw = text[slice(*places[path].value)]
        if not (value == {} and raw != "{}"):
            assert tomllib.loads(f"x = {raw}")["x"] == value, path


def test_every_form_of_toml() -> None:
    """Dotted and quoted keys, four kinds of strings, dates, inline tables, lists of tables."""
    check(FORMS)
    places = toml_places(FORMS)
    assert FORMS[slice(*places["list", 1, "sub"].key)] == "list.sub"
    assert FORMS[slice(*places["list", 2].key)] == "list"
    assert FORMS[slice(*places["quoted key", "with A"].key)] == "'quoted key' . \"with \\u0041\""


VALUES = st.recursive(
    st.sampled_from(["1", "true", "'#'", '"]"', '"""\n"""', "2026-01-01", "''", "0x1F"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(inner, max_size=3).map(
            lambda items: "[ # [\n" + "".join(f"  {item}, # }}\n" for item in items) + "]"
        )
        | st.lists(inner, max_size=3).map(
            lambda items: "{ " + ", ".join(f"k{nth}.'a b' = {item}" for nth, item in enumerate(items)) + " }"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(["", "[t{}]\n", "[[u]]\n", "[u.v{}]\n"]), VALUES), max_size=6))
@settings(deadline=None)
def test_places_agree_with_tomllib(parts: list[tuple[str, str]]) -> None:
    """Whatever tomllib reads stands where its place says."""
    text = "".join(f"{header.format(nth)}k{nth} = {value}\n" for nth, (header, value) in enumerate(parts))
    with contextlib.suppress(tomllib.TOMLDecodeError):
        tomllib.loads(text)
        check(text)
