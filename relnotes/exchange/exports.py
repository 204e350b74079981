"""The formats that can be written. A new one is a module and a line here."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from relnotes.exchange import friends, model_json, table_write, vcard_write
from relnotes.exchange.draft import Draft
from relnotes.model import Contact

People = Sequence[tuple[Contact, Draft]]


class Export(Struct, frozen=True):
    """A format on the way out: its name on the command line, the ending of its files, and how it begins."""

    name: str
    title: str
    ending: str
    begins: str
    render: Callable[[People], str]


def _of_drafts(render: Callable[[list[Draft]], str]) -> Callable[[People], str]:
    return lambda people: render([draft for _, draft in people])


_CARD = "BEGIN:VCARD\r\nVERSION:{}\r\nPRODID:-//relnotes"

EXPORTS: tuple[Export, ...] = (
    Export("vcard", "vCard 3.0", ".vcf", _CARD.format("3.0"), _of_drafts(vcard_write.render_three)),
    Export("vcard4", "vCard 4.0", ".vcf", _CARD.format("4.0"), _of_drafts(vcard_write.render_four)),
    Export("csv", "a table", ".csv", "name", _of_drafts(table_write.render)),
    Export("json", "the whole model", ".json", '{\n "schema": "relnotes.export/', model_json.render),
    Export("friends", "friends.md", ".md", "### Activities:", _of_drafts(friends.render)),
)
