"""lint --staged in the situations that Git really produces: each is a repository, and mostly a real commit."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.gitbox import BAD, GOOD, Box


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """A repository whose plain hook runs lint."""
    return Box(tmp_path / "vault", tmp_path / "home").init()


@pytest.fixture
def begun(box: Box) -> Box:
    """The same, with a good note committed."""
    box.stage(leila=GOOD)
    assert box.commit()
    return box


def test_the_first_commit(box: Box) -> None:
    """Without any commit before, a bad note is stopped and a good one passes."""
    box.stage(leila=BAD)
    assert not box.commit()
    box.stage(leila=GOOD)
    assert box.commit()


def test_commit_all(begun: Box) -> None:
    """`commit -a` checks what it is about to stage."""
    begun.write(leila=BAD)
    assert not begun.commit("-a")
    begun.write(leila=GOOD + "- 2026-11-03 call\n")
    assert begun.commit("-a")


def test_commit_of_one_path(begun: Box) -> None:
    """`commit PATH` checks that path alone, whatever else is staged."""
    begun.stage(omar=BAD, sara=GOOD)
    assert begun.commit("sara.md")
    assert not begun.commit("omar.md")


def test_amend(begun: Box) -> None:
    """Rewording passes, even over an old bad note; an amended bad change is stopped."""
    begun.stage(old=BAD)
    assert begun.commit(unchecked=True)
    assert begun.commit("--amend")
    assert begun.commit("--allow-empty")
    begun.stage(omar=BAD)
    assert not begun.commit("--amend")


def test_a_commit_that_only_deletes(begun: Box) -> None:
    """Deleting passes, also with an old bad note elsewhere, and says which log it leaves without a person."""
    begun.stage(omar=GOOD, old=BAD, leila=GOOD + "- 2026-11-03 lunch with [[omar]]: news\n")
    assert begun.commit(unchecked=True)
    begun.git("rm", "-q", "omar.md")
    found = json.loads(begun.lint("--staged", "--format", "json").stdout)["findings"]
    assert [(one["path"], one["rule"], one["line"], one["column"]) for one in found] == [
        ("leila.md", "broken-link", 6, 25)
    ]
    assert begun.commit()


def test_a_commit_that_only_renames(begun: Box) -> None:
    """A renamed note is judged under its new name; a bad one is stopped there."""
    begun.git("mv", "leila.md", "Leila Hassan.md")
    assert begun.commit()
    begun.stage(old=BAD)
    assert begun.commit(unchecked=True)
    begun.git("mv", "old.md", "new.md")
    assert not begun.commit()


def _branches(box: Box, ours: str, theirs: str) -> None:
    """Two branches that changed the same note."""
    box.git("checkout", "-q", "-b", "phone")
    box.stage(leila=theirs)
    assert box.commit()
    box.git("checkout", "-q", "main")
    box.stage(leila=ours)
    assert box.commit()


def test_a_merge_without_conflicts(begun: Box) -> None:
    """A clean merge runs pre-merge-commit, which is the same check; a bad note from the branch is stopped."""
    begun.git("checkout", "-q", "-b", "phone")
    begun.stage(omar=BAD)
    assert begun.commit(unchecked=True)
    begun.git("checkout", "-q", "main")
    begun.stage(sara=GOOD)
    assert begun.commit()
    begun.hook(name="pre-merge-commit")
    begun.git("merge", "-q", "phone", status=1)
    begun.stage(omar=GOOD)
    assert begun.commit()


def test_a_merge_with_conflicts(begun: Box) -> None:
    """Markers left in a note are stopped; before they are staged lint says what is in the way; resolved, it passes."""
    _branches(begun, GOOD + "- 2026-11-03 call: ours\n", GOOD + "- 2026-11-03 call: theirs\n")
    begun.git("merge", "phone", status=1)
    stopped = begun.lint("--staged", status=2)
    assert "leila.md is in a merge that is not resolved" in stopped.stderr
    begun.git("add", "-A")
    assert "merge-conflict" in begun.lint("--staged", "--format", "concise", status=1).stdout
    assert not begun.commit()
    begun.stage(leila=GOOD + "- 2026-11-03 call: both\n")
    assert begun.commit()


def test_a_linked_worktree(begun: Box, tmp_path: Path) -> None:
    """In a linked worktree its own index is checked."""
    begun.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    begun.stage(unrelated=BAD)
    second = Box(tmp_path / "second", tmp_path / "home")
    second.stage(omar=GOOD)
    assert second.commit()
    second.stage(omar=BAD)
    assert not second.commit()


def test_a_submodule(begun: Box, tmp_path: Path) -> None:
    """A vault that is a submodule is checked by its own hook, and is nothing to the repository around it."""
    outer = Box(tmp_path / "outer", tmp_path / "home").init()
    allow = ("-c", "protocol.file.allow=always")
    outer.git(*allow, "submodule", "add", "-q", str(begun.folder), "notes")
    assert outer.commit()
    inner = Box(outer.folder / "notes", tmp_path / "home")
    inner.hook()
    inner.stage(omar=BAD)
    assert not inner.commit()
    inner.stage(omar=GOOD)
    assert inner.commit()


def test_hooks_elsewhere(begun: Box) -> None:
    """core.hooksPath is Git's to follow; the check is the same."""
    begun.git("config", "core.hooksPath", "tools")
    begun.hook()
    begun.stage(omar=BAD)
    assert not begun.commit()


def test_a_vault_in_a_subfolder(tmp_path: Path) -> None:
    """With -C only the vault's own part of the index is judged, and paths are those of the shell."""
    box = Box(tmp_path / "repo", tmp_path / "home").init("-C notes")
    (box.folder / "notes").mkdir()
    box.stage(outside=BAD)
    assert box.commit()
    (box.folder / "notes/omar.md").write_text(BAD)
    box.git("add", "-A")
    done = box.lint("--staged", "-C", "notes", "--format", "concise", status=1)
    assert done.stdout.startswith("notes/omar.md:3:11: error:")
    assert not box.commit()


@pytest.mark.parametrize(
    "name", ["two words", 'it\'s "quoted"', "line\nbreak", "ليلى حسن", "-dash", "[x] *", "a\x1b[31m"]
)
def test_names_of_all_kinds(box: Box, name: str) -> None:
    """Whatever a file is called, it is checked, and its name can do nothing to the screen."""
    (box.folder / f"{name}.md").write_text(BAD)
    box.git("add", "-A")
    done = box.lint("--staged", "--format", "concise", status=1)
    assert done.stdout.count("\n") == 1 and "\x1b" not in done.stdout and "invalid-date" in done.stdout
    assert not box.commit()


def test_a_name_that_is_no_text(box: Box) -> None:
    """A file name that is not UTF-8 is a finding of its own, in every format."""
    (Path(os.fsdecode(os.fsencode(box.folder) + b"/caf\xe9.md"))).write_text(GOOD)
    box.git("add", "-A")
    for form in ("full", "concise", "github", "json"):
        assert "not-utf8" in box.lint("--staged", "--format", form, status=1).stdout
    assert not box.commit()


def test_the_index_counts_and_not_the_folder(begun: Box) -> None:
    """A bad note staged and mended only in the folder is stopped; the reverse passes."""
    begun.stage(omar=BAD)
    begun.write(omar=GOOD)
    assert not begun.commit()
    begun.git("add", "-A")
    begun.write(omar=BAD)
    assert begun.commit()


@pytest.mark.parametrize("ids", ["sha1", "sha256"])
def test_only_meant_to_be_added(tmp_path: Path, ids: str) -> None:
    """A note with `git add -N` is not part of the commit; an empty one that is staged is; whatever Git's ids are."""
    begun = Box(tmp_path / ids, tmp_path / "home")
    begun.folder.mkdir()
    begun.git("init", "-q", f"--object-format={ids}", ".")
    begun.stage(leila=GOOD)
    assert begun.commit()
    begun.write(omar=BAD)
    begun.git("add", "-N", "omar.md")
    begun.write(sara=GOOD + "- 2026-11-03 lunch with [[omar]]: news\n- 2026-11-04 tea with [[empty]]: more\n", empty="")
    begun.git("add", "sara.md", "empty.md")
    found = json.loads(begun.lint("--staged", "--format", "json").stdout)["findings"]
    assert [(one["path"], one["message"]) for one in found] == [("sara.md", "no note is called “omar”")]


def test_links_and_other_files_are_not_read(begun: Box) -> None:
    """Symbolic links are not notes, and a commit without notes is not looked at."""
    (begun.folder / "link.md").symlink_to("/etc/hostname")
    (begun.folder / "note.txt").write_text(BAD)
    begun.git("add", "-A")
    assert begun.lint("--staged", "--format", "json").stdout == '{"schema":"relnotes.lint/1","findings":[]}\n'
    assert begun.commit()


def test_nothing_staged(begun: Box) -> None:
    """By hand, in CI and with --all-files everything is judged; in a hook there is nothing to judge."""
    begun.stage(omar=BAD)
    assert begun.commit(unchecked=True)
    assert "omar.md" in begun.lint("--staged", status=1).stdout
    begun.lint("--staged", GIT_INDEX_FILE=".git/index")


def test_what_is_old_is_only_counted(begun: Box) -> None:
    """Findings in notes that the commit does not touch are counted in one line, and stop nothing."""
    begun.stage(old=BAD, older=BAD)
    assert begun.commit(unchecked=True)
    begun.stage(omar=GOOD)
    done = begun.lint("--staged")
    assert done.stdout == "" and "2 findings more in what this change does not touch" in done.stderr
    assert begun.commit()


def test_what_the_change_causes_elsewhere(begun: Box) -> None:
    """An id given to a second note, whose path comes first, is found in the note that now lacks its own."""
    begun.stage(omar="---\ntype: person\nid: k7m2qx\n---\n")
    assert begun.commit()
    begun.stage(amal="---\ntype: person\nid: k7m2qx\n---\n")
    assert begun.lint("--staged", "--format", "concise", status=1).stdout.startswith("omar.md:3:5: error:")
    assert not begun.commit()


def test_the_config_is_the_staged_one(begun: Box) -> None:
    """Rules are switched off by the relnotes.toml of the index; a broken one is a finding."""
    toml = begun.folder / "relnotes.toml"
    toml.write_text('[lint]\nignore = ["invalid-date"]\n')
    begun.stage(omar=BAD)
    toml.unlink()
    assert begun.commit()
    toml.write_text('peopel = ["People"]\n')
    begun.git("add", "-A")
    assert begun.lint("--staged", "--format", "concise", status=1).stdout.startswith("relnotes.toml:1:1: error:")


def test_no_program_of_the_repository_is_run(begun: Box) -> None:
    """Programs that a repository's own settings name are not started by lint."""
    trap = begun.folder.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {begun.folder.parent}/sprung\n")
    trap.chmod(0o755)
    begun.stage(omar=GOOD)
    (begun.folder / ".gitattributes").write_text("*.md diff=x filter=x\n")
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "filter.x.clean", "core.pager"):
        begun.git("config", key, str(trap))
    begun.lint("--staged")
    begun.lint("--changed")
    assert not (begun.folder.parent / "sprung").exists()


def test_what_differs_from_a_commit(begun: Box) -> None:
    """--changed judges what the folder has that a commit has not; an unknown commit is one sentence."""
    begun.stage(old=BAD)
    assert begun.commit(unchecked=True)
    begun.write(omar=BAD)
    changed: Callable[..., str] = lambda *words: begun.lint("--format", "concise", *words, status=1).stdout  # noqa: E731
    assert changed("--changed").startswith("omar.md:") and changed("--changed").count("\n") == 1
    assert changed("--changed", "HEAD~1").count("\n") == 2
    assert "there is no commit “nope”" in begun.lint("--changed", "nope", status=2).stderr
    begun.git("add", "-A")
    assert (
        changed(
            "--staged",
        ).count("\n")
        == 1
    )
    assert begun.lint("--staged", "--format", "concise", status=1, PRE_COMMIT_FROM_REF="HEAD~1").stdout.count("\n") == 2


def test_without_a_repository(tmp_path: Path) -> None:
    """One sentence, and status 2."""
    box = Box(tmp_path / "plain", tmp_path / "home")
    box.folder.mkdir()
    done = box.lint("--staged", status=2, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert "is not in the work tree of a Git repository" in done.stderr and done.stderr.count("\n") == 1
