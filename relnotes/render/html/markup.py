"""A note's Markdown as HTML that can do nothing: no script, no picture from elsewhere, no link but of the web."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from relnotes.parse.body import blank_comments
from relnotes.parse.frontmatter import split
from relnotes.parse.links import LINK, stem
from relnotes.parse.source import Source
from relnotes.render.clean import clean

Href = Callable[[str], str | None]
"""The page of the note that a link means, if it has one."""

_TAGS = set(
    "a abbr b blockquote br code del details div em h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p pre s small span "
    "strong sub summary sup table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "input": {"type", "checked", "disabled", "aria-label"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_TASK = re.compile(r"\[([ xX])\]\s+")
# Blocks whose text decides by itself in which direction it runs; the items of a list do so in the stylesheet.
_BLOCKS = {
    "paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "td_open", "th_open",
}  # fmt: skip


def note_html(path: str, data: bytes, href: Href) -> str:
    """The body of the note at `path`, whose links to notes lead where `href` says."""
    text = Source(path, data).text
    try:
        _, body = split(text)
    except ValueError:
        body = text
    made: str = _markdown().render(clean(blank_comments(body)), {"href": href})
    return nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "iframe", "object", "title", "template"},
    )


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    markdown.inline.ruler.before("link", "note_link", _note_link)
    markdown.core.ruler.push("notes", _as_notes)
    markdown.add_render_rule("image", _no_picture)
    return markdown


def _note_link(state: StateInline, silent: bool) -> bool:
    """[[Note|shown]], ![[Note]] and [shown](Note.md): a link to its page, or the text alone."""
    if state.src[state.pos] not in "[!":
        return False
    match = LINK.match(state.src, state.pos)
    if match is None:
        return False
    target, shown = match["wiki"], match["shown"]
    if target is None:
        target = (match["angle"] or match["url"]).partition("#")[0]
        if "://" in target or not target.lower().endswith(".md"):
            return False
        shown = match["text"]
    if not silent:
        found = state.env["href"](stem(target.strip().removeprefix("./")))
        if found:
            state.push("link_open", "a", 1).attrSet("href", found)
        state.push("text", "", 0).content = shown or target.rsplit("/", 1)[-1] or match[0]
        if found:
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _as_notes(state: Any) -> None:
    """Directions by block, boxes for tasks, and headings one level down, below the page's own."""
    for at, token in enumerate(state.tokens):
        if token.type in _BLOCKS:
            token.attrSet("dir", "auto")
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        if token.type == "inline" and at >= 2 and state.tokens[at - 2].type == "list_item_open":
            _box(token)


def _box(token: Token) -> None:
    first = token.children[0] if token.children else None
    match = _TASK.match(first.content) if first and first.type == "text" else None
    if first is None or match is None:
        return
    box = Token("html_inline", "", 0)
    done = match[1] != " "
    box.content = f'<input type="checkbox" disabled aria-label="{match[1].strip() or "–"}"{" checked" * done}> '
    first.content = first.content[match.end() :]
    token.children = [box, *(token.children or [])]


def _no_picture(renderer: RendererHTML, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """A picture by its description: showing one could ask another server for it."""
    return renderer.renderInlineAsText(tokens[at].children, options, env)
