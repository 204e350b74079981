"""What an import would do, and who is left as a candidate: as text for a terminal, and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from relnotes.exchange.candidates import Candidate
from relnotes.exchange.draft import Draft
from relnotes.exchange.plan import Doubt, Known, Plan
from relnotes.exchange.radar import News
from relnotes.exchange.stamp import stamp
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import clip
from relnotes.render.paint import Paint, no_paint

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
    lines += _news(plan, paint)
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


def _news(plan: Plan, paint: Paint) -> list[str]:
    lines = _part(paint, len(plan.news), "changed since the list before", (f"  {_sentence(one)}" for one in plan.news))
    if plan.moved:
        lines += [f"{plan.moved:,} without a note moved too", ""]
    return lines


def _sentence(news: News) -> str:
    name, old, new, other = (shown(text) for text in (news.name, news.old, news.new, news.other))
    match news.kind:
        case "left":
            return f"{name} left {old}, where you worked, for {new}"
        case "joined":
            return f"{name} joined {new}, where you work"
        case "together":
            return f"{name} and {other} now work together at {new}"
        case "gone":
            return f"{name} no longer names {old}, nor another company"
    return f"{name}: {old} → {new}{f', {shown(news.role)}' if news.role else ''}"


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


def count_words(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


# --- candidates ----------------------------------------------------------------------------------------------------


def render_candidates(found: list[Candidate], total: int) -> str:
    """A few candidates, numbered, each with why they may matter; ``total`` is how many there are."""
    lines = [f"{count_words(total, 'candidate', 'candidates')} without a note", ""]
    for number, one in enumerate(found, 1):
        draft = one.draft
        job = ", ".join(part for part in (draft.role, draft.company) if part)
        lines.append(
            clip(f"{number}  {shown(draft.name or next(iter(draft.email), ''))}{f'  {shown(job)}' if job else ''}", 80)
        )
        connected = dict(draft.extra).get("Connected on LinkedIn", "")
        why = [one.reason, f"connected {connected}" if connected else "", f"from {one.source}"]
        lines.append(clip(f"   {'; '.join(shown(part) for part in why if part)}", 80))
    return "\n".join(lines) + "\n"


# --- JSON ----------------------------------------------------------------------------------------------------------


def render_plans_json(plans: Iterable[Plan]) -> str:
    """Everything that the reports say, in full: ``relnotes.import/1``."""
    return _json({"schema": "relnotes.import/1", "files": [_plan_json(plan) for plan in plans]})


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "file": plan.source,
        "new": [_draft_json(one.draft) | {"path": one.path} for one in plan.new],
        "known": [
            _draft_json(one.draft)
            | {
                "path": one.path,
                "by": one.by,
                "changes": [{"kind": change.kind, "text": change.text} for change in one.changes],
                "differs": [{"kind": change.kind, "text": change.text} for change in one.differs],
                "refused": list(one.refused),
            }
            for one in plan.known
        ],
        "doubtful": [
            _draft_json(one.draft) | {"paths": list(one.paths), "reason": one.reason} for one in plan.doubtful
        ],
        "skipped": [{"place": one.place, "name": one.name, "reason": one.reason} for one in plan.skipped],
        "candidates": [_draft_json(draft) for draft in plan.strangers],
        "news": [
            {"kind": one.kind, "name": one.name, "path": one.path or None, "old": one.old, "new": one.new or None}
            | {"role": one.role or None, "other": one.other or None, "text": _sentence(one)}
            for one in plan.news
        ],
        "moved": plan.moved,
        "notices": list(plan.notices),
    }


def _draft_json(draft: Draft) -> dict[str, Any]:
    where = {"place": draft.place} if draft.place else {}
    return {"name": draft.name, "company": draft.company or None, "role": draft.role or None, **where}


def render_candidates_json(found: Iterable[Candidate]) -> str:
    """Every candidate: ``relnotes.triage/1``."""
    people = [_draft_json(one.draft) | _found_json(one) for one in found]
    return _json({"schema": "relnotes.triage/1", "candidates": people})


def _found_json(one: Candidate) -> dict[str, Any]:
    draft = one.draft
    return {"email": list(draft.email), "url": list(draft.url), "source": one.source, "reason": one.reason or None}


def _json(found: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
