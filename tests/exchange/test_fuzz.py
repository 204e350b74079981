"""Whatever a file holds, it is read, or refused with a sentence; and whatever was read becomes notes that are clean."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from relnotes.exchange.draft import Draft, Reading, Unusable
from relnotes.exchange.formats import FORMATS
from relnotes.parse.note import parse_note
from tests.exchange.support import after, foreign, plan
from tests.exchange.test_formats import SAMPLES
from tests.exchange.test_meetings import SARA, calendar, event
from tests.exchange.test_tables import NEW, OLD
from tests.exchange.test_vcard import card

_SEEDS = (
    *SAMPLES.values(),
    NEW,
    OLD,
    calendar(event(SARA, "RRULE:FREQ=WEEKLY", "EXDATE:20261109T100000Z")),
    card("FN:Ada", "item1.X-ABDATE:2015-06-01", "NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\r\nb", version="2.1"),
    "### Activities:\n- 2018-01-04: **A** and **B**. @x\n### Friends:\n- A (a.k.a. B) [C] @d\n",
    '{"account":{"uuid":"x","data":[{"type":"contact","values":[{"uuid":"c","properties":{"first_name":"A"}}]}]}}',
)
_PIECES = st.sampled_from([*'",;\n\r\0=:\\{[1 ', "=3D", "null", "\ufeff", "é", "\ud7ff", "END:VCARD"])


@st.composite
def _broken(draw: st.DrawFn) -> bytes:
    """A file that was good, with some of it lost, doubled, or strewn with what steers formats."""
    text = draw(st.sampled_from(_SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 30)))
        text = text[:at] + draw(st.one_of(_PIECES, st.just(text[at:end] * 2), st.text(max_size=4))) + text[end:]
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp1252"])), "replace")


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
@given(data=st.one_of(_broken(), st.binary(max_size=60)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reading_never_breaks(one: object, data: bytes) -> None:
    """Every reader takes every file, forced upon it or not."""
    assert hasattr(one, "read") and hasattr(one, "recognises")
    file = foreign({"x": data})
    one.recognises(file, {"x": data.decode("utf-8", "replace")})
    found: Reading
    try:
        found = one.read(file)
    except Unusable as error:
        sentence = str(error)
        found = Reading()
    else:
        sentence = "It is read."
    assert sentence.endswith((".", '"')) and "\n" not in sentence
    assert all(isinstance(draft, Draft) for draft in found.drafts)


@given(
    name=st.text(min_size=1, max_size=40),
    role=st.text(max_size=40),
    text=st.text(max_size=60),
    label=st.text(max_size=20),
)
@settings(max_examples=60, deadline=None)
@example(name="0", role="\x1f", text="", label="")
def test_any_text_makes_a_clean_note(name: str, role: str, text: str, label: str) -> None:
    """A contact without a problem, by whose id the same person is known; a second import changes nothing."""
    draft = Draft(name, company=role, role=role, text=text, extra=((label, text),), email=(f"{label}@x",), tags=("a",))
    notes = after({}, plan(Reading((draft,)), {}))
    ((path, written),) = notes.items()
    note = parse_note(path, written.encode())
    assert note.marked and not note.diagnostics and not note.entries and not note.tasks
    again = plan(Reading((replace(draft, place="elsewhere"),)), notes)
    assert (again.new, again.writes) == ((), {})
