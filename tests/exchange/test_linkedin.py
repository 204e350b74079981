"""LinkedIn's files: every header, days and senders of messages, never their words."""

from datetime import date

import pytest

from relnotes.exchange.draft import Unusable
from relnotes.exchange.linkedin import read as read_linkedin
from tests.exchange.support import foreign, read
from tests.support import TODAY

NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email, addresses are missing."\n\n'
)
ROW = "Sara,Nabil,https://www.linkedin.com/in/sara-nabil,sara@example.org,Globex,SRE,{}\n"


@pytest.mark.parametrize("before", ["", NOTES, "\n\n", ",,,,,,\n,,,,,,\n", "\ufeff"], ids=repr)
@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "05 Mar 2024"),
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "05. März 2024"),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le", "5 mars 2024"),
        ("Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el", "5 de marzo de 2024"),
    ],
    ids=["en", "de", "fr", "es"],
)
def test_headers(before: str, header: str, day: str) -> None:
    """The header may be in several languages, and behind any preamble."""
    (draft,) = read("Connections.csv", f"{before}{header}\n{ROW.format(day)}").drafts
    assert (draft.name, draft.company, draft.role) == ("Sara Nabil", "Globex", "SRE")
    assert (draft.email, draft.url) == (("sara@example.org",), ("https://www.linkedin.com/in/sara-nabil",))
    assert draft.extra == (("Connected on LinkedIn", "2024-03-05"),)


def test_older_exports() -> None:
    """Exports without addresses of profiles, with other separators and encodings, and with columns of their own."""
    text = "First Name;Last Name;Email Address;Company;Position;Connected On;Tags\nZoë;Åke;;;;01/15/2017, 8:30 AM;vip\n"
    (draft,) = read("c.csv", text.encode("cp1252")).drafts
    assert (draft.name, draft.extra) == ("Zoë Åke", (("Tags", "vip"), ("Connected on LinkedIn", "2017-01-15")))
    assert read("c.csv", text.encode("utf-16")).drafts == read("c.csv", text).drafts


def test_rows_without_a_name_are_skipped_with_the_reason() -> None:
    """Of members who left LinkedIn only a day remains."""
    found = read("Connections.csv", f"{NOTES}First Name,Last Name,Connected On\n,,05 Mar 2024\nA,B,05 Mar 2024\n")
    assert [(one.place, one.reason) for one in found.skipped] == [("Connections.csv:5", "the row has no name")]
    assert len(found.drafts) == 1 and found.bulk and found.complete and found.since == date(2024, 3, 5)


HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
ME = "https://www.linkedin.com/in/nadia"
SARA = "https://www.linkedin.com/in/sara-nabil"


def messages(*rows: tuple[str, str, str, str]) -> str:
    return f"{HEADER}\n" + "".join(
        f"{talk},,{name},{ME if name == 'Nadia' else SARA},{to},{SARA if name == 'Nadia' else ME},{day} 10:00:00 UTC,"
        '"price","SECRET, with ""quotes""\nand lines",INBOX\n'
        for talk, name, to, day in rows
    )


def test_messages_give_the_last_day_and_who_wrote() -> None:
    """A fresh message is somebody's turn, an old one only the last contact; not a word of it is read."""
    fresh = messages(("c1", "Nadia", "Sara Nabil", "2026-11-01"), ("c1", "Sara Nabil", "Nadia", "2026-11-20"))
    file = foreign({"messages.csv": fresh}, mine=("linkedin/nadia",))
    found = read_linkedin(file)
    (draft,) = found.drafts
    assert draft.known_only and (draft.name, draft.url) == ("Sara Nabil", (SARA,))
    assert [(line.date, line.head, line.text) for line in draft.log] == [
        (date(2026, 11, 20), "heard", "LinkedIn message")
    ]
    assert "SECRET" not in repr(found) and "price" not in repr(found)
    old = messages(("c1", "Nadia", "Sara Nabil", "2024-01-01"), ("c2", "Nadia", "Omar Haddad", "2023-01-01"))
    (draft, *_) = read_linkedin(foreign({"messages.csv": old}, TODAY, ("linkedin/nadia",))).drafts
    assert [(line.head, line.text) for line in draft.log] == [("message", "LinkedIn, I wrote last")]


def test_talks_of_several_say_nothing_of_one() -> None:
    """Group talks, drafts, and talks in which nobody is me are left out."""
    group = (
        f'{HEADER}\nc1,,Sara Nabil,{SARA},"Nadia,Omar","{ME},https://www.linkedin.com/in/omar",2026-11-01,,x,INBOX\n'
    )
    assert read_linkedin(foreign({"messages.csv": group}, mine=("linkedin/nadia",))).drafts == ()
    assert read_linkedin(foreign({"messages.csv": group})).drafts == ()


def test_the_archive_joins_its_files() -> None:
    """A connection, the invitation that came before, and the last message are one person."""
    files = {
        "Connections.csv": f"{NOTES}First Name,Last Name,URL,Connected On\nSara,Nabil,{SARA},05 Mar 2024\n",
        "Invitations.csv": (
            "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
            f'Nadia,Sara Nabil,"3/4/24, 8:00 AM",hi,OUTGOING,{ME},{SARA}\n'
        ),
        "messages.csv": messages(("c1", "Nadia", "Sara Nabil", "2026-11-20")),
    }
    (draft,) = read_linkedin(foreign(files, mine=("linkedin/nadia",))).drafts
    assert [label for label, _ in draft.extra] == ["Connected on LinkedIn", "LinkedIn"]
    assert dict(draft.extra)["LinkedIn"] == "I invited them, 2024-03-04"
    assert not draft.known_only and draft.log[0].head == "sent"


def test_what_is_no_table_of_linkedin() -> None:
    """Forced upon another file, the format says what it misses."""
    with pytest.raises(Unusable, match=r"holds no Connections\.csv"):
        read_linkedin(foreign({"x.csv": "a,b\n1,2\n"}))
