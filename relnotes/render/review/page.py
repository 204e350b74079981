"""A review as one page that needs nothing else: words and pictures, without a script and without the network."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from relnotes.insight.network import LATEST, build_network
from relnotes.insight.review import Review
from relnotes.model import Introduction, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.html.isolates import RIGHT_TO_LEFT, Isolating
from relnotes.render.review.pictures import calendar, given_bars, kept_bars, web
from relnotes.render.review.words import columns, headline, sections, span_name, stories, table, tiles
from relnotes.render.wording import long_day

_LONG = 160
_MOST = 40


def render_review_page(review: Review, texts: Texts, language: str, first_weekday: int) -> str:
    """The page; `first_weekday` (Monday is 0) begins the columns of its calendar."""
    mirror = language in RIGHT_TO_LEFT
    texts = Isolating(texts, language)
    parts = {part.name: part for part in sections(review, texts, _MOST)}
    names = tuple(span_name(one.start, texts, yearly=review.by_year) for one in review.spans)
    network = build_network(review.introductions, review.names)
    return _template().render(
        language=language,
        direction="rtl" if mirror else "ltr",
        title=headline(review, texts),
        say=_labels(review, texts),
        tiles=tuple(tiles(review, texts)),
        stories=tuple(stories(review, texts)),
        others=[parts[name] for name in ("outcomes", "colleagues", "open", "thanks", "waiting") if name in parts],
        halves=calendar(review, first_weekday, texts, mirror=mirror) if review.days else (),
        kept=kept_bars(review, names, texts) if review.rounds.due else (),
        given=given_bars(review, names) if review.ledger.gave or review.ledger.got else (),
        web=web(network, texts.gettext("You"), mirror=mirror),
        introductions=[_introduced(one, review, texts) for one in reversed(review.introductions[-LATEST:])],
        columns=columns(texts),
        rows=table(review, texts),
    )


@cache
def _template() -> Template:
    loader = PackageLoader("relnotes.render.review")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(
        "review.html"
    )


def _labels(review: Review, texts: Texts) -> dict[str, str]:
    say = texts.gettext
    days = len(review.days)
    return {
        "title": say("How it went"),
        "well": say("What went well"),
        "nothing": say("Nothing is in the log of this time yet. One line is a beginning."),
        "calendar": say("A year of contact"),
        "calendar_means": texts.ngettext(
            "On {n} day of the last year you were in touch with somebody. A column is a week; the "
            "stronger a day's colour, the more people.",
            "On {n} days of the last year you were in touch with somebody. A column is a week; the "
            "stronger a day's colour, the more people.",
            days,
        ).format(n=days),
        "less": say("fewer"),
        "more": say("more"),
        "kept": say("The rhythm that was kept"),
        "kept_means": say(
            "Of the check-ins that came due, those that followed within a quarter of their time; days away left out."
        ),
        "given": say("Given and received"),
        "given_means": say("Help, gifts and introductions of yours on one side, what you were given on the other."),
        "gave": say("Given"),
        "got": say("Received"),
        "network": say("Who came through whom"),
        "network_means": say("Everybody through whom you met others, and in colour those whom you brought together."),
        "numbers": say("The numbers"),
        "introductions": say("All introductions"),
    }


def _introduced(one: Introduction, review: Review, texts: Texts) -> str:
    """An introduction in a sentence: who brought whom together, when, and what came of it."""
    say = texts.gettext
    names = say(", ").join(shown(name) for name in one.names)
    if one.by:
        by = shown(review.names.get(one.by, one.by))
        text = say("{name} introduced you to {names}").format(name=by, names=names)
    else:
        text = say("You introduced {names}").format(names=names)
    if one.date:
        text = say("{day}: {count}").format(day=long_day(one.date, texts), count=text)
    for deed in one.outcomes:
        text = say("{text}; {more}").format(text=text, more=clipped(shown(deed.text), _LONG))
    return text
