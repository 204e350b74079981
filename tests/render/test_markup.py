"""Notes as HTML: what Markdown says is shown, and what could do anything is not."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relnotes.insight.search import NoteHit
from relnotes.render.html.markup import note_html
from relnotes.render.html.pages import Frame, message_page, search_page
from tests.support import ENGLISH

PAGES = {"Leila": "/people/Leila", "People/Omar": "/people/People/Omar"}
BIDI = "".join(map(chr, [0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]))


def html(text: str) -> str:
    return note_html("A.md", text.encode(), PAGES.get).strip()


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("---\na: b\n---\nHello *you*", '<p dir="auto">Hello <em>you</em></p>'),
        ("---\nnever closed", '<hr>\n<p dir="auto">never closed</p>'),
        ("# Leila", '<h2 dir="auto">Leila</h2>'),
        (
            "see [[Leila|her]]",
            '<p dir="auto">see <a href="/people/Leila" rel="noopener noreferrer nofollow">her</a></p>',
        ),
        ("see [[Nobody]]", '<p dir="auto">see Nobody</p>'),
        ("![[photo.png]]", '<p dir="auto">photo.png</p>'),
        (
            "[Omar](People/Omar.md)",
            '<p dir="auto"><a href="/people/People/Omar" rel="noopener noreferrer nofollow">Omar</a></p>',
        ),
        ("![a cat](https://example.org/cat.png)", '<p dir="auto">a cat</p>'),
        ("one %%hidden%% two <!-- gone --> three", '<p dir="auto">one            two               three</p>'),
        ("~~old~~", '<p dir="auto"><s>old</s></p>'),
        ("first\nsecond", '<p dir="auto">first<br>\nsecond</p>'),
    ],
)
def test_what_is_shown(note: str, expected: str) -> None:
    """Links to contacts lead to their pages; properties, comments and pictures from elsewhere are not shown."""
    assert html(note) == expected


def test_tasks_are_boxes() -> None:
    """A task shows whether it is done, and cannot be ticked here."""
    made = html("- [ ] write\n- [x] call [[Leila]]\n- [y] no task")
    assert made.count('<input type="checkbox" disabled') == 2
    assert made.count("checked") == 1
    assert "[y] no task" in made


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](data:text/html,x) [v](vbscript:x)",
    "<a href=' javascript:alert(1)'>x</a> <a href='java&#115;cript:alert(1)'>x</a>",
    "<javascript:alert(1)>",
    "[[javascript:alert(1)]]",
    "<iframe src='https://evil.example'></iframe><object data=x></object><embed src=x>",
    "<form action=https://evil.example><button>go</button><input name=q></form>",
    "<style>body{display:none}</style><link rel=stylesheet href=https://evil.example>",
    "<p style='position:fixed' class=bar id=main onclick=alert(1)>x</p>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example>",
    "</section></main><script src=//evil.example></script>",
    "```html\n</code></pre><script>1</script>\n```",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "| a |\n|---|\n| <script>1</script> |",
    f"safe{BIDI}txt.exe",
    "\x00<scr\x00ipt>alert(1)</script>",
]


class Seen(HTMLParser):
    """The tags, attributes and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}


def inert(made: str) -> None:
    seen = Seen(made)
    assert not seen.tags & {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "img",
        "svg",
        "meta",
        "base",
    }
    assert not seen.tags & {"link", "math"}
    assert seen.attributes <= {
        "href",
        "rel",
        "dir",
        "type",
        "checked",
        "disabled",
        "aria-label",
        "start",
        "title",
        "lang",
    }
    assert all(one.startswith(("http://", "https://", "mailto:", "tel:", "/people/", "#")) for one in seen.addresses)
    assert not set(made) & set(BIDI)


@pytest.mark.parametrize("note", HOSTILE)
def test_nothing_in_a_note_can_act(note: str) -> None:
    """HTML, scripts, schemes and controls of direction in a note come to nothing."""
    inert(html(note))
    inert(html(f"- {note}\n\n> {note}\n\n# {note}\n"))


@given(st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "[[", "]]", "`", "&", "\n", "%%", "<!--", "(", ")"])))
def test_nothing_in_any_mixture_can_act(parts: list[str]) -> None:
    """However they are put together."""
    inert(html("".join(parts)))


@pytest.mark.parametrize("words", [*HOSTILE, '"><script>alert(1)</script>', "' onfocus=alert(1) autofocus x='"])
def test_nothing_in_a_search_can_act(words: str) -> None:
    """What was searched for, and what was found, are texts."""
    frame = Frame(ENGLISH, "en", "", "/search", words)
    page = search_page(frame, [NoteHit("A.md", ((1, words),), 1)], {})
    plain = Seen(message_page(Frame(ENGLISH, "en", "", "/search"), "x", "y"))
    seen = Seen(page)
    assert seen.tags - plain.tags <= {"ul", "li", "span", "bdi"}
    assert seen.attributes <= plain.attributes | {"dir", "class"}
    assert page.count("<script") == 1
