"""The vault that is measured: invented contacts with ten properties, 3 to 15 log lines and two tasks each."""

import random
from datetime import date, timedelta
from pathlib import Path

from tests.support import TODAY

SEED = 20261123
_FIRST = (
    "Amal Bram Chidi Dalia Elif Farid Greta Hana Ines Jonas Karim Leila Mona Nuno Olga Petra Rana Sami Tara Youssef"
)
_LAST = "Abaza Berger Castel Dahl Emberly Fathi Gunnar Hassan Ivers Jansen Kovar Lund Mansour Novak Okoro Pereira Quist"
_TOPICS = "eBPF pottery hiring trains sourdough chess climbing Rust typography gardens radio choir maps bees rowing"
_HEADS = ("call", "coffee", "lunch", "mail", "message", "video", "meeting", "", "sent", "heard")
_SAID = (
    "her move to infra; she dreads the on-call load", "what the reorg means for the two teams",
    "the talk in spring, and who could review it", "his daughter's first week at school",
    "how they cut the build from forty minutes to six", "whether to leave for a smaller company",
    "the book on observability, chapter three above all", "a flat near the river, finally",
)  # fmt: skip
_DETAILS = (
    "gave: an introduction to [[{other}]]",
    "promised: send the notes",
    "got: a careful review",
    "next: the race",
)


def build(root: Path, count: int, seed: int = SEED) -> Path:
    """A vault of `count` contacts; the same for the same seed."""
    random_ = random.Random(seed)  # noqa: S311 - no secret
    names = [f"{random_.choice(_FIRST.split())} {random_.choice(_LAST.split())} {number:05}" for number in range(count)]
    for number, name in enumerate(names):
        folder = root / "People" / f"{number % 100:02}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(note(random_, number, name, names), "utf-8")
    (root / "relnotes.toml").write_text('people = ["People"]\n')
    return root


def note(random_: random.Random, number: int, name: str, names: list[str]) -> str:
    """One contact."""
    topics = random_.sample(_TOPICS.split(), 3)
    company = f"Company {random_.randrange(200)}"
    lines = [
        "---",
        f"id: c{number:05}",
        f"aliases: [{name.split(maxsplit=1)[0]}-{number}]",
        "tags: [person, peer]",
        f"cadence: {random_.choice(('6 weeks', '8 weeks', '3 months', '6 months', 'yearly'))}",
        f"birthday: {random_.randrange(1955, 2001)}-{random_.randrange(1, 13):02}-{random_.randrange(1, 29):02}",
        f'company: "[[{company}]]"',
        f"role: {random_.choice(('Engineer', 'Staff engineer', 'Manager', 'Designer'))}",
        f"email: c{number}@example.org",
        f"interests: [{', '.join(topics)}]",
        "positions:",
        f"  - {company}, Engineer, {random_.randrange(2008, 2024)}-03 to now",
        "---",
        f"# {name}",
        "",
        "## Next time",
        f"- {random_.choice(_SAID)}",
        "",
        "## Log",
    ]
    day = TODAY - timedelta(days=random_.randrange(1, 400))
    for _ in range(random_.randrange(3, 16)):
        head = random_.choice(_HEADS)
        other = random_.choice(names)
        lines.append(f"- {day} {head}{': ' if head else ''}{random_.choice(_SAID)}")
        if random_.random() < 0.3:
            lines.append(f"  - {random_.choice(_DETAILS).format(other=other)}")
        day -= timedelta(days=random_.randrange(5, 120))
    lines += ["", "## Follow-ups"]
    for _ in range(2):
        lines.append(f"- [{random_.choice(' x')}] {random_.choice(_SAID)} 📅 {_near(random_)}")
    return "\n".join(lines) + "\n"


def _near(random_: random.Random) -> date:
    return TODAY + timedelta(days=random_.randrange(-60, 200))
