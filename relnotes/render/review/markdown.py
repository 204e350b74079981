"""A review as a note: to be kept in the vault, or sent to nobody."""

from relnotes.insight.review import Review
from relnotes.model import Texts
from relnotes.parse.links import stem
from relnotes.render.markdown import FIRST_LINE, escape
from relnotes.render.review.words import columns, headline, sections, table


def render_review_markdown(review: Review, texts: Texts) -> str:
    """The sections as lists, each line with a link to its note, and the table over time.

    Its first line tells relnotes not to read it back as contact.
    """
    out = [FIRST_LINE, "", f"# {escape(headline(review, texts))}", ""]
    for part in sections(review, texts):
        out += [f"## {escape(part.title)}", ""]
        for line in part.lines:
            path = line.source.rsplit(":", 1)[0]
            link = f" [[{stem(path)}|↗]]" if path and not set(path) & set("[]|#^") else ""
            out.append(f"- {escape(line.text)}{link}")
        out.append("")
    if review.contacts:
        names = columns(texts)
        out += [f"| {' | '.join(names)} |", f"|---{'|--:' * (len(names) - 1)}|"]
        out += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in table(review, texts)]
        out.append("")
    return "\n".join(out)
