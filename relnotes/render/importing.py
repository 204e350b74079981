"""What an import would do, as text for a terminal."""

from collections.abc import Iterable, Iterator

from relnotes.exchange.draft import Draft
from relnotes.exchange.plan import Doubt, Known, Plan
from relnotes.exchange.stamp import stamp
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import Paint, clip, no_paint

_SHOWN = 12
_WIDTH = 76


def render_plan(plan: Plan, title: str, paint: Paint = no_paint) -> str:
    """The report, one part for each thing that needs attention; long lists are cut and say so."""
    changed = [one for one in plan.known if one.changes]
    same = len(plan.known) - len(changed)
    lines = [paint("title", title), ""]
    lines += _part(paint, len(changed), "known, with something new", _changed(changed, paint))
    if same:
        lines += [f"{same:,} known, nothing new", ""]
    lines += _part(paint, len(plan.new), "new", (f"  {_who(one.draft)}  {shown(one.path)}" for one in plan.new))
    lines += _part(paint, len(plan.doubtful), "doubtful, left alone", _doubtful(plan.doubtful))
    differing = [one for one in plan.known if one.differs]
    lines += _part(paint, len(differing), "said otherwise in the file; their notes stay", _differing(differing))
    refused = [sentence for one in plan.known for sentence in one.refused]
    lines += _part(paint, len(refused), "left to you", (f"  {shown(sentence)}" for sentence in refused))
    skipped = [f"  {shown(one.place)}{_named(one.name)}: {one.reason}" for one in plan.skipped]
    lines += _part(paint, len(skipped), "skipped", skipped)
    if plan.strangers:
        count = len(plan.strangers)
        stay = "stays a candidate" if count == 1 else "stay candidates"
        lines += [f"{count:,} without a note {stay}: relnotes triage, or --all", ""]
    lines += [f"Note: {shown(notice)}." for notice in plan.notices]
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(paint: Paint, count: int, title: str, rows: Iterable[str]) -> list[str]:
    if not count:
        return []
    found = list(rows)
    heads = [at for at, row in enumerate(found) if not row.startswith("    ")]
    cut = heads[_SHOWN] if len(heads) > _SHOWN else len(found)
    more = [f"  … and {len(heads) - _SHOWN:,} more: --format json"] if len(heads) > _SHOWN else []
    return [paint("name", f"{count:,} {title}"), *(clip(row, _WIDTH + 4) for row in found[:cut]), *more, ""]


def _changed(known: list[Known], paint: Paint) -> Iterator[str]:
    for one in known:
        yield f"  {shown(one.draft.name)}  {paint('dim', shown(one.path))}"
        for change in one.changes:
            for row in change.text.split("\n")[:3]:
                yield f"    {change.kind}: {shown(clipped(row, 200))}"


def _doubtful(doubts: Iterable[Doubt]) -> Iterator[str]:
    for one in doubts:
        yield f"  {_who(one.draft)}, {shown(one.draft.place)}"
        yield f"    may be {', '.join(shown(path) for path in one.paths)}"
        yield f"    {one.reason}"
        yield f"    {_remedy(one.draft)}"


def _remedy(draft: Draft) -> str:
    """The line that makes it certain, once it stands in the note."""
    url = next(iter(draft.url), "")
    mail = next(iter(draft.email), "")
    line = f"url: {url}" if url else f"email: {mail}" if mail else f"id: {stamp(draft)}"
    return f"if so, write into it: {shown(line)}"


def _differing(known: Iterable[Known]) -> Iterator[str]:
    for one in known:
        said = "; ".join(f"{change.kind} {shown(clipped(change.text, 60))}" for change in one.differs)
        yield f"  {shown(one.path)}: {said}"


def _who(draft: Draft) -> str:
    where = draft.company or next(iter(draft.email), "")
    return f"{shown(draft.name)}{f' ({shown(where)})' if where else ''}"


def _named(name: str) -> str:
    return f" {shown(clipped(name, 60))}" if name else ""
