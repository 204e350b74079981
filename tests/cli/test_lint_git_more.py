"""lint --staged where Git is used less plainly: rarer commits, odd files, hostile settings. See also test_lint_git."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.gitbox import BAD, GOOD, Box

LOG = GOOD + "- 2026-11-03 lunch with [[omar]]: news\n"


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


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves the file `sprung` beside itself when anybody runs it."""
    path = tmp_path / "trap"
    path.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    path.chmod(0o755)
    return path


def found(box: Box, *words: str, status: int | None = 0, **env: str) -> list[tuple[str, str, str]]:
    """What `lint --staged` says: path, rule and severity of each finding."""
    done = box.lint("--staged", "--format", "json", *words, status=status, **env)
    return [(one["path"], one["rule"], one["severity"]) for one in json.loads(done.stdout)["findings"]]


def keep(box: Box, **notes: str) -> None:
    """Notes that are in the last commit, whatever lint thinks of them."""
    box.stage(**notes)
    assert box.commit(unchecked=True)


@pytest.mark.parametrize(("text", "passes"), [(GOOD, True), (BAD, False)])
@pytest.mark.parametrize("words", [("-i", "omar.md"), ("-o", "omar.md"), ("--amend", "-a"), ("--amend", "omar.md")])
def test_ways_to_commit(begun: Box, words: tuple[str, ...], text: str, passes: bool) -> None:
    """Whichever way a change reaches a commit, with an index of Git's making, a bad one is stopped there."""
    keep(begun, omar=GOOD + "- 2026-11-04 tea: old\n", sara=GOOD)
    begun.write(omar=text)
    assert begun.commit(*words) == passes


def test_the_commit_of_a_path_reads_an_index_of_its_own(begun: Box) -> None:
    """A note staged with a mistake and mended in the folder is committed as it is in the folder, by its path."""
    begun.stage(leila=BAD)
    begun.write(leila=GOOD + "- 2026-11-04 tea: new\n")
    assert not begun.commit()
    assert begun.commit("leila.md")


def test_reword(begun: Box) -> None:
    """A new message for a commit that holds a bad note passes, by amend and in a rebase."""
    keep(begun, old=BAD)
    assert begun.commit("--amend")
    keep(begun, sara=GOOD)
    begun.git("rebase", "-q", "-i", "HEAD~2", GIT_SEQUENCE_EDITOR="sed -i s/^pick/reword/", GIT_EDITOR="sed -i s/x/y/")
    assert begun.git("log", "--format=%s", "-2").stdout == "y\ny\n"


def test_an_orphan_and_a_detached_head(begun: Box) -> None:
    """Without a branch the last commit is the base; on an orphan branch all is new."""
    keep(begun, old=BAD)
    begun.git("checkout", "-q", "--detach")
    begun.stage(sara=GOOD)
    assert begun.commit()
    begun.git("checkout", "-q", "--orphan", "fresh")
    assert not begun.commit()
    assert found(begun, status=1) == [("old.md", "invalid-date", "error")]


def test_a_folder_elsewhere(begun: Box) -> None:
    """`git --git-dir --work-tree` from another folder checks the vault that it names."""
    begun.stage(omar=BAD)
    apart = Box(begun.folder.parent / "apart", begun.folder.parent / "home")
    apart.folder.mkdir()
    words = (f"--git-dir={begun.folder}/.git", f"--work-tree={begun.folder}", "commit", "-qm", "x")
    assert "invalid-date" in apart.git(*words, status=1).stderr
    begun.stage(omar=GOOD)
    apart.git(*words)


def test_another_vault_than_the_one_of_the_commit(begun: Box, tmp_path: Path) -> None:
    """A hook that names a vault outside of the repository ends with a sentence, not with a wrong answer."""
    other = Box(tmp_path / "other", tmp_path / "home").init()
    other.stage(omar=GOOD)
    begun.hook(f"-C {other.folder}")
    begun.stage(sara=GOOD)
    assert "does not lie in the repository" in begun.git("commit", "-qm", "x", status=1).stderr


def test_commits_from_a_subfolder(tmp_path: Path) -> None:
    """From a folder inside of the vault each kind of commit is checked as from its top."""
    box = Box(tmp_path / "repo", tmp_path / "home").init("-C 'my notes'")
    people = box.folder / "my notes" / "People"
    people.mkdir(parents=True)
    inner = Box(people, tmp_path / "home")
    inner.stage(leila=BAD)
    assert not inner.commit()
    inner.stage(leila=GOOD)
    assert inner.commit()
    inner.write(leila=BAD)
    for words in (["-a"], ["leila.md"], ["--amend", "-a"]):
        assert not inner.commit(*words)
    inner.write(leila=LOG)
    assert inner.commit("leila.md")


def test_by_hand_with_nothing_of_the_vault_staged(tmp_path: Path) -> None:
    """With only files outside of the vault staged nothing is said; with nothing staged, all of it is checked."""
    box = Box(tmp_path / "repo", tmp_path / "home").init("-C notes")
    (box.folder / "notes").mkdir()
    (box.folder / "notes" / "old.md").write_text(BAD)
    box.git("add", "-A")
    assert box.commit(unchecked=True)
    assert found(box, "-C", "notes", status=1) == [("old.md", "invalid-date", "error")]
    box.stage(outside=BAD)
    assert found(box, "-C", "notes") == []


def test_a_vault_reached_by_a_link(begun: Box, tmp_path: Path) -> None:
    """A vault named through a symbolic link to its folder is the same vault."""
    begun.stage(omar=BAD)
    (tmp_path / "link").symlink_to(begun.folder)
    linked = Box(tmp_path / "link", tmp_path / "home")
    assert found(linked, "-C", str(tmp_path / "link"), status=1) == [("omar.md", "invalid-date", "error")]
    assert not linked.commit()


@pytest.mark.parametrize("name", ["omar", "a\x1b[31m\nb", "ليلى", "caf\udce9"])
def test_an_unmerged_index(begun: Box, name: str) -> None:
    """A note deleted here and changed there is named in one line, whatever its name does."""
    keep(begun, **{name: GOOD})
    begun.git("checkout", "-q", "-b", "phone")
    keep(begun, **{name: LOG})
    begun.git("checkout", "-q", "main")
    begun.git("rm", "-q", f"{name}.md")
    assert begun.commit(unchecked=True)
    begun.git("merge", "phone", status=1)
    said = begun.lint("--staged", status=2).stderr
    assert "is in a merge that is not resolved" in said
    assert said.count("\n") == 1 and "\x1b" not in said
    begun.git("rm", "-q", f"{name}.md")
    assert begun.commit()


@pytest.mark.parametrize("form", ["full", "concise", "github", "json"])
@pytest.mark.parametrize("name", ["a\n::error::b\x1b[31m", "caf\udce9\x1b[2J", "\u202egnp", "%0A::warning::"])
def test_no_name_reaches_the_screen_raw(box: Box, name: str, form: str) -> None:
    """Names that are escape sequences, workflow commands or no text at all are shown so that they do nothing."""
    box.stage(**{name: BAD})
    done = box.lint("--staged", "--format", form, status=1)
    said = done.stdout + done.stderr
    assert "\x1b" not in said and "\u202e" not in said and "\udce9" not in said
    assert not [line for line in said.split("\n") if line.startswith(("::error::", "::warning::"))]
    assert ("not-utf8" if "\udce9" in name else "invalid-date") in done.stdout
    assert "\x1b" not in box.git("commit", "-qm", "x", status=1).stderr


def test_links_and_submodules_are_skipped(begun: Box, tmp_path: Path) -> None:
    """What is called a note but is a symbolic link or a submodule is none, also where a note was before."""
    inner = Box(tmp_path / "inner", tmp_path / "home").init()
    keep(inner, omar=BAD)
    begun.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "sub.md")
    (begun.folder / "leila.md").unlink()
    (begun.folder / "leila.md").symlink_to("sub.md/omar.md")
    begun.git("add", "-A")
    assert found(begun) == []
    assert begun.commit()
    assert found(begun) == []


def test_other_files_are_not_judged_and_no_note_is_read(begun: Box) -> None:
    """With only a .txt staged nothing is read, so a note whose content Git lacks is no obstacle; else it may be one."""
    blob = begun.git("rev-parse", "HEAD:leila.md").stdout.strip()
    (begun.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    (begun.folder / "list.txt").write_text(BAD)
    begun.git("add", "list.txt")
    assert begun.lint("--staged").stdout == ""
    begun.write(omar=LOG)
    begun.git("add", "omar.md")
    # What the note says is known from the commit before; where it is not, it lies in the folder, or is asked for.
    assert begun.lint("--staged").stdout == ""
    assert begun.lint("--staged", XDG_CACHE_HOME=str(begun.folder.parent / "empty")).stdout == ""
    begun.write(leila=BAD)
    without = begun.lint("--staged", status=2, XDG_CACHE_HOME=str(begun.folder.parent / "none"))
    assert f"git has no content for {blob}" in without.stderr


def test_only_the_mode_changed(begun: Box) -> None:
    """A commit that makes an old bad note executable changes no text, so it passes."""
    keep(begun, old=BAD)
    begun.git("update-index", "--chmod=+x", "old.md")
    assert begun.commit()


def test_a_note_taken_out_and_only_meant_to_be_added_again(begun: Box) -> None:
    """`git rm --cached` and `git add -N` delete a note, so what linked to it is said; old empty notes stay known."""
    keep(begun, omar=GOOD, leila=LOG + "- 2026-11-04 tea with [[empty]]: more\n", empty="")
    begun.git("rm", "-q", "--cached", "omar.md")
    begun.git("add", "-N", "omar.md")
    assert found(begun) == [("leila.md", "broken-link", "info")]
    begun.git("commit", "-qm", "x")
    assert begun.git("ls-tree", "--name-only", "HEAD").stdout == "empty.md\nleila.md\n"


def test_a_note_larger_than_a_note_may_be(begun: Box) -> None:
    """A huge note ends as a finding."""
    begun.stage(omar=GOOD + "x" * (3 << 20))
    ((path, _, severity),) = found(begun, status=1)
    assert (path, severity) == ("omar.md", "error")
    assert not begun.commit()


def test_a_rename_that_breaks_a_link(begun: Box) -> None:
    """A link in the log of a note that did not change is reported there, as a remark; old findings are only counted."""
    keep(begun, omar=GOOD, leila=LOG, old=BAD, broken=GOOD + "- 2026-11-03 tea with [[nobody]]: more\n")
    begun.git("mv", "omar.md", "Omar Said.md")
    done = begun.lint("--staged", "--format", "concise")
    assert done.stdout.startswith("leila.md:6:25: info:") and done.stdout.count("\n") == 1
    assert done.stderr.count("2 findings more") == 1
    assert begun.commit()


def test_an_id_given_twice(begun: Box) -> None:
    """A duplicate id stops the commit that causes it, whichever path comes first, and no later one."""
    same = "---\ntype: person\nid: k7m2qx\n---\n"
    keep(begun, omar=same)
    begun.stage(zayn=same)
    assert [one[:2] for one in found(begun, status=1)] == [("zayn.md", "duplicate-id")]
    assert begun.commit(unchecked=True)
    begun.stage(sara=GOOD)
    assert found(begun) == []
    assert begun.commit()


@pytest.mark.parametrize("text", ["[lint\n", "[lint]\nignore = 3\n", "\xff", "people = 3\n"])
def test_a_broken_config(begun: Box, text: str) -> None:
    """A relnotes.toml that cannot be read is a finding in the commit that brings it; in the folder alone it is none."""
    toml = begun.folder / "relnotes.toml"
    toml.write_text(text, "latin-1")
    begun.write(omar=GOOD)
    begun.git("add", "omar.md")
    assert found(begun) == []
    begun.git("add", "-A")
    assert {(path, severity) for path, _, severity in found(begun, status=1)} == {("relnotes.toml", "error")}
    assert not begun.commit()


def test_programs_of_the_repository(begun: Box, trap: Path) -> None:
    """No program that .git/config names is run, also where empty notes are looked at; and the trap does work."""
    sprung = trap.with_name("sprung")
    begun.stage(omar=GOOD, empty="")
    begun.write(meant=GOOD, leila=LOG)
    begun.git("add", "-N", "meant.md")
    (begun.folder / ".gitattributes").write_text("* diff=x filter=x\n")
    keys = "core.fsmonitor diff.external diff.x.command diff.x.textconv filter.x.clean filter.x.smudge filter.x.process"
    for key in [*keys.split(), "core.pager", "core.editor", "core.sshCommand", "core.alternateRefsCommand"]:
        begun.git("config", key, str(trap))
    (begun.folder / ".git/hooks/post-index-change").symlink_to(trap)
    for words in (["--staged"], ["--staged", "--quiet"], ["--changed"], ["--changed", "HEAD"]):
        begun.lint(*words)
        begun.lint(*words, GIT_INDEX_FILE=".git/index")
    assert not sprung.exists()
    begun.git("status", status=None)
    assert sprung.exists()


@pytest.mark.parametrize("url", [".", "ext::touch ../sprung", "ssh://example.invalid/x"])
def test_a_partial_clone_fetches_nothing(begun: Box, trap: Path, url: str) -> None:
    """Content that a repository promises to fetch is not fetched: its settings name the program that would do it."""
    sprung = trap.with_name("sprung")
    blob = begun.git("rev-parse", "HEAD:leila.md").stdout.strip()
    remote = {"url": url, "promisor": "true", "partialclonefilter": "blob:none", "uploadpack": str(trap)}
    own = {"core.repositoryformatversion": "1", "extensions.partialClone": "origin", "core.sshCommand": str(trap)}
    own |= {f"remote.origin.{key}": value for key, value in remote.items()}
    for key, value in {**own, "protocol.ext.allow": "always"}.items():
        begun.git("config", key, value)
    begun.stage(omar=LOG)
    (begun.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    # Nothing is known here of what the note says, and another one lies in its place.
    begun.write(leila=BAD)
    nowhere = str(begun.folder.parent / "nowhere")
    assert begun.lint("--staged", status=2, XDG_CACHE_HOME=nowhere).stderr.count("\n") == 1
    assert not sprung.exists()
    begun.git("cat-file", "-p", blob, status=None)
    assert sprung.exists()


@pytest.mark.parametrize("name", ["nope", "--output=x", "HEAD:leila.md", "a\x1b[31m", "HEAD..HEAD"])
def test_what_is_no_commit(begun: Box, name: str) -> None:
    """A base that is no commit is one sentence, by option and by the framework's variable; it is no option of Git's."""
    begun.stage(omar=GOOD)
    # The command line takes what begins with a dash for an option of its own, which it does not have.
    said = [] if name.startswith("-") else [begun.lint(f"--changed={name}", status=2).stderr]
    for text in [*said, begun.lint("--staged", status=2, PRE_COMMIT_FROM_REF=name).stderr]:
        assert "there is no commit" in text and text.count("\n") == 1 and "\x1b" not in text
    assert sorted(os.listdir(begun.folder)) == [".git", "leila.md", "omar.md"]  # noqa: PTH208


def test_without_commits_nor_notes(box: Box) -> None:
    """In a repository in which nothing has happened there is nothing to mend."""
    assert found(box) == []
    assert box.lint("--changed").stdout == ""
