"""The application: each address, and what it answers. It only reads."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, abort, redirect, request
from msgspec.structs import replace
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from relnotes.insight.incognito import hide_agenda
from relnotes.insight.search import NoteHit, in_order
from relnotes.insight.terms import read_term
from relnotes.model import Agenda, Contact
from relnotes.render.html import pages
from relnotes.render.html.isolates import Isolating
from relnotes.render.html.markup import note_html
from relnotes.render.json import render_json
from relnotes.schedule.listing import select
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import read_note
from relnotes.shell.live import Today
from relnotes.shell.search import search_vault
from relnotes.shell.server.access import Access, feed_names
from relnotes.shell.server.guard import KEY_OF, Guard
from relnotes.shell.server.keys import same
from relnotes.shell.server.view import Body, View
from relnotes.vault import resolve

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_LANGUAGE = "relnotes-language"
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
_FOUND = 50
_YEAR = 365 * 24 * 3600


def make_app(view: View, access: Access, say: Callable[[str], None], *, incognito: bool = False) -> Flask:
    """The server's application on a view of a vault. `say` hears, without any address, what went wrong inside."""
    app = _Quiet(say)
    site = _Site(view, access, incognito=incognito)
    # Else an address with two slashes would be sent on to wherever those lead.
    app.url_map.merge_slashes = False
    app.before_request(site.admit)
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, site.error)
    app.add_url_rule("/", view_func=site.today)
    app.add_url_rule("/people/<path:name>", view_func=site.person)
    app.add_url_rule("/search", view_func=site.search)
    app.add_url_rule("/language/<code>", view_func=site.language)
    app.add_url_rule("/due.json", view_func=site.due)
    app.add_url_rule("/<name>.ics", endpoint="feed", view_func=site.feed)
    app.wsgi_app = Guard(app.wsgi_app, access)  # type: ignore[method-assign, assignment]
    return app


class _Quiet(Flask):
    """Flask without its log lines, which hold addresses and thereby keys."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__("relnotes.render.html", static_folder="static", template_folder=None)
        self.say = say

    def log_exception(self, exc_info: Any) -> None:
        kind, error, trace = exc_info
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace else ""
        self.say(f"a page failed, please report it: {kind.__name__}{where}: {str(error)[:200]}")


class _Site:
    """The pages of one view, for those whom `access` lets in."""

    def __init__(self, view: View, access: Access, *, incognito: bool) -> None:
        self.view = view
        self.access = access
        self.incognito = incognito

    def admit(self) -> None:
        """Nothing but a feed, which has keys of its own, without the page's key."""
        if request.endpoint != "feed" and not self.access.may(request.environ[KEY_OF]):
            abort(404)

    def today(self) -> AnyResponse:
        day = self._day()
        contacts = day.vault.contacts
        # The sentence may name files.
        trouble = "" if self.incognito else self.view.trouble()

        def make() -> str:
            briefs = {} if self.incognito else day.briefs
            return pages.today_page(self._frame(), self._agenda(day), contacts, briefs, trouble)

        return self._page(make, trouble)

    def person(self, name: str) -> AnyResponse:
        day = self._day()
        contact = next((one for one in day.vault.contacts.values() if one.path == f"{name}.md"), None)
        if contact is None or self.incognito:
            abort(404)

        def make() -> str:
            brief = day.brief(contact)
            body = self._body(day, contact)
            return pages.person_page(self._frame(), day.agenda, contact, brief, body, day.vault.contacts)

        return self._page(make)

    def _body(self, day: Today, contact: Contact) -> str:
        paths = {one.path: one for one in day.vault.contacts.values()}
        base = request.script_root

        def href(target: str) -> str | None:
            found = paths.get(resolve(day.vault.names, target) or "")
            return pages.person_address(found, base) if found else None

        return note_html(contact.path, read_note(day.root, contact.path) or b"", href)

    def search(self) -> AnyResponse:
        day = self._day()
        words = request.args.get("q", "")[:200]
        terms = tuple(term for term in map(read_term, words.split()) if term.folded)

        def make() -> str:
            hits: tuple[NoteHit, ...] = ()
            if terms and not self.incognito:
                hits = in_order(search_vault(day.root, day.window.config, terms, lambda _: None))
            return pages.search_page(self._frame(words), hits[:_FOUND], day.vault.contacts)

        return self._page(make)

    def language(self, code: str) -> AnyResponse:
        """Keep a reader's language, and go back to where they were."""
        back = request.args.get("to", "/")
        if code not in pages.LANGUAGES or not _OWN_PATH.fullmatch(back):
            abort(404)
        answer = redirect(request.script_root + back, 303)
        answer.set_cookie(_LANGUAGE, code, _YEAR, path=request.script_root or "/", httponly=True, samesite="Lax")
        return answer

    def due(self) -> AnyResponse:
        day = self._day()
        agenda = self._agenda(day)
        text = self.view.page(("due.json",), lambda: render_json(agenda, select(agenda), day.texts))
        return _answer(text, "application/json")

    def feed(self, name: str) -> AnyResponse:
        day = self._day()
        path = feed_names(day.window.config).get(f"{name}.ics")
        if path is None or not same(request.environ[KEY_OF], self.access.keys.feed(path)):
            abort(404)
        found = self.view.feed(day.root / path)
        if found is None:
            abort(503)
        return _answer(found, "text/calendar; charset=utf-8")

    def error(self, error: HTTPException) -> AnyResponse:
        """A page that says what is wrong, to those who may see pages; a word to all others."""
        code = error.code or 500
        headers = {"Retry-After": "5"} if code == 503 else {}
        if self.view.day is None or not self.access.may(request.environ[KEY_OF]):
            return Response(f"{error.name}\n", code, headers, content_type="text/plain; charset=utf-8")
        frame = replace(self._frame(), here="/")
        title, text = _sorry(code, frame, incognito=self.incognito)
        return Response(pages.message_page(frame, title, text), code, headers)

    def _day(self) -> Today:
        if self.view.day is None:
            abort(503)
        return self.view.day

    def _agenda(self, day: Today) -> Agenda:
        return hide_agenda(day.agenda, self._frame().texts.gettext("Person")) if self.incognito else day.agenda

    def _frame(self, query: str = "") -> pages.Frame:
        day = self._day()
        chosen = request.cookies.get(_LANGUAGE, "")
        language = chosen if chosen in pages.LANGUAGES else day.window.config.language
        here = quote(request.path) + (f"?q={quote(query, safe='')}" if query else "")
        texts = Isolating(load_texts(language), language)
        return pages.Frame(texts, language, request.script_root, here, query, self.incognito)

    def _page(self, make: Callable[[], str], *more: str) -> AnyResponse:
        """A page, made once for all that it depends on: its address, the reader's language, and `more`."""
        frame = self._frame(request.args.get("q", "")[:200])
        made = self.view.page((frame.base, frame.here, frame.language, *more), make)
        answer = _answer(made, "text/html; charset=utf-8")
        answer.vary.add("Cookie")
        return answer


def _sorry(code: int, frame: pages.Frame, *, incognito: bool) -> tuple[str, str]:
    say = frame.texts.gettext
    if code == 404 and incognito:
        return say("Hidden"), say("Names and texts are hidden while incognito.")
    if code == 404:
        return say("Not here"), say("There is no such page: the note may have been renamed or moved.")
    if code == 500:
        return say("Something failed"), say("The page could not be made. The terminal of relnotes serve says more.")
    return say("Not possible"), say("This cannot be asked for here.")


def _answer(body: Body, kind: str) -> Response:
    """200 with the bytes, or 304 when the asker has them: by ETag first, else by the time they changed."""
    answer = Response(body.data, content_type=kind)
    answer.set_etag(body.etag)
    if body.modified is not None:
        answer.last_modified = datetime.fromtimestamp(int(body.modified), UTC)
    answer.make_conditional(request)
    return answer


def _with_headers(answer: Response) -> Response:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.endpoint == "static":
        # Flask's own is fit for what never needs asking again.
        answer.headers["Cache-Control"] = _HEADERS["Cache-Control"]
    return answer
