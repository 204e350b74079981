"""The cards before real address books: khard reads a folder of them, a CardDAV server takes and gives them back."""

from pathlib import Path

import pytest

from relnotes.exchange.vline import cards
from tests.acceptance.drive import caldav_on, program, run
from tests.conftest import ROOT, run_relnotes

IMPORTED = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zahra Ali\r\nN:Ali;Zahra;;Dr.;\r\nUID:urn:uuid:7\r\n"
    "item1.EMAIL;type=INTERNET;type=pref:zahra@example.org\r\nitem1.X-ABLabel:Work\\, main\r\n"
    "TEL;type=CELL;type=VOICE:+20 100 555 0101\r\nADR;TYPE=HOME:;;1\\, Nile St;Cairo;;11511;Egypt\r\n"
    "NOTE:one\\; two\\nthree\r\nX-CUSTOM:kept\r\nEND:VCARD\r\n"
)

every_version = pytest.mark.parametrize("form", ["vcard", "vcard4"])


def exported(tmp_path: Path, form: str) -> Path:
    """The people of the example, and one who was imported, as a folder of cards."""
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    for note in (ROOT / "vault-example/People").glob("*.md"):
        (vault / "People" / note.name).write_bytes(note.read_bytes())
    (tmp_path / "in.vcf").write_text(IMPORTED, newline="")
    run_relnotes(tmp_path, "-C", str(vault), "import", str(tmp_path / "in.vcf"), "--yes")
    run_relnotes(tmp_path, "-C", str(vault), "export", "--format", form, "-o", f"{tmp_path / 'cards'}/")
    return tmp_path / "cards"


@every_version
def test_khard_reads_them(tmp_path: Path, form: str) -> None:
    """Every person, with name, addresses and numbers."""
    khard = program("khard")
    folder = exported(tmp_path, form)
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[nadia]]\npath = {folder}\n[general]\ndefault_action = list\n")

    def ask(*words: str) -> str:
        return run([*khard, "-c", config, *words], tmp_path)

    names = {line.split("\t")[1] for line in ask("list", "--parsable").splitlines()}
    people = [card for path in folder.glob("*.vcf") for card in cards(path.read_bytes().splitlines())]
    wanted = {line.text() for card in people for line in card.lines if line.name == "FN"}
    assert names == wanted and len(names) == len(people) > 15
    assert {"ليلى عبد الباقي", "早瀬 千景", "Tomás Ríos 🎸"} <= names
    assert "sofia@example.org\tSofia Wrangström" in ask("email", "--parsable")
    shown = ask("show", "Zahra")
    for words in ("zahra@example.org", "+20 100 555 0101", "1, Nile St", "one; two", "Work, main"):
        assert words in shown, shown


@every_version
def test_a_carddav_server_takes_them(tmp_path: Path, form: str) -> None:
    """All at once, each comes back with the same properties."""
    program("radicale")
    folder = exported(tmp_path, form)
    sent = b"".join(path.read_bytes() for path in sorted(folder.glob("*.vcf")))
    with caldav_on(tmp_path) as (_, ask):
        status, answer = ask("PUT", "/nadia/people/", sent, "text/vcard")
        assert status == 201, answer
        status, got = ask("GET", "/nadia/people/", b"", "text/vcard")
        assert status == 200

    def said(data: bytes) -> dict[str, list[tuple[str, str]]]:
        people = {}
        for card in cards(data.splitlines()):
            lines = {line.name: line for line in card.lines}
            kept = ("FN", "N", "BDAY", "EMAIL", "TEL", "ORG", "TITLE", "NOTE", "X-CUSTOM", "X-ABLABEL", "ADR")
            people[lines["UID"].text()] = [(name, lines[name].text()) for name in kept if name in lines]
        return people

    assert said(got) == said(sent)
