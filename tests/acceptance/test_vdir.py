"""feed --vdir: a folder that khal reads without a sync."""

from pathlib import Path

from tests.acceptance.drive import expected, khal_list
from tests.conftest import DAY, Run


def test_khal_reads_the_folder(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """khal shows what the feed says, with its identities, before and after a log line."""
    folder = tmp_path / "vdir"
    note = example / "People/Karim El-Attal.md"
    for text in (note.read_text(), note.read_text().replace("## Log\n", f"## Log\n- {DAY} call: at last\n")):
        note.write_text(text)
        relnotes("-C", str(example), "--today", DAY, "feed", "--vdir", str(folder))
        wanted = [one._replace(alarms=None) for one in expected((example / "relnotes.ics").read_bytes()).shown]
        assert sorted(khal_list(folder, tmp_path)) == sorted(wanted)
