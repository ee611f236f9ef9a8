"""What a build has read of snapshots, told: each data set, each row that was refused, each file that was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from filiera.cli.screen import in_language, say, say_count, short, whole

if TYPE_CHECKING:
    from rich.console import Console

    from filiera.services.build import BuildReport
    from filiera.services.snapshots import SnapshotAccount


def snapshots_as_data(report: BuildReport) -> dict[str, Any]:
    """The account for programs."""
    return {
        "datasets": [_as_data(account) for account in report.snapshots.accounts],
        "unread": [{"file": file, "because": because} for file, because in report.snapshots.unread],
        "missing": [{"dataset": dataset, "files": files} for dataset, files in report.snapshots.missing],
        "figures": report.fed,
        "idle_feeds": [{"dataset": dataset, "indicator": indicator} for dataset, indicator in report.idle],
        "disagreements": [
            {"observation": d.observation, "stated": d.stated, "read": d.read, "dataset": d.dataset}
            for d in report.disagreements
        ],
    }


def _as_data(account: SnapshotAccount) -> dict[str, Any]:
    return {
        "dataset": account.dataset,
        "origin": account.origin,
        "digest": account.digest,
        "files": account.files,
        "bytes": account.size,
        "vintage": account.vintage,
        "remembered": not account.fresh,
        "rows": account.rows,
        "expected": account.expected,
        "because": account.because,
        **account.counts,
        "refused": account.refused,
        "refusals": [
            {"file": file, "line": line, "reason": reason.format_map(words)}
            for file, line, reason, words in account.refusals
        ],
        "dropped": account.dropped,
    }


def print_snapshots(report: BuildReport, out: Console, *, in_full: bool) -> None:
    """A line for all snapshots; with ``in_full`` a row for each, and what was refused or left unread."""
    accounts = report.snapshots.accounts
    if accounts:
        out.print(_counted(report), soft_wrap=True)
    else:
        out.print(say("From the pack alone: no snapshot was read."))
        if not report.snapshots.missing:
            return
    for line in _to_look_at(report):
        out.print(f"  {line}", soft_wrap=True, markup=False)
    if in_full:
        _print_account(report, out)
    else:
        out.print(say("Every file and row: add --report"))


def _counted(report: BuildReport) -> str:
    accounts = report.snapshots.accounts
    fresh, sets = sum(account.fresh for account in accounts), len(accounts)
    records = sum(account.counts["records"] for account in accounts)
    mentions = sum(account.counts["mentions"] for account in accounts)
    words = {"fresh": whole(fresh), "known": whole(sets - fresh)}
    read = say_count(
        "{n} data set read ({fresh} parsed now, {known} remembered)",
        "{n} data sets read ({fresh} parsed now, {known} remembered)",
        sets,
        **words,
    )
    found = (
        say_count("{n} figure", "{n} figures", report.fed),
        say_count("{n} record", "{n} records", records),
        say_count("{n} mention of organisations", "{n} mentions of organisations", mentions),
    )
    return f"{read}: {', '.join(found)}"


def _to_look_at(report: BuildReport) -> Iterator[str]:
    for disagreement in report.disagreements:
        yield say(
            "The pack states {stated} for {address}; the snapshot {dataset} gives {read}",
            stated=disagreement.stated,
            address=f"observation/{disagreement.observation}",
            dataset=disagreement.dataset,
            read=disagreement.read,
        )
    for dataset, indicator in report.idle:
        yield say(
            "{dataset}: the feed of {indicator} finds no value: compare its measure, places and where with the file",
            dataset=dataset,
            indicator=indicator,
        )
    for account in report.snapshots.accounts:
        if account.expected is not None and account.expected != account.rows and not account.because:
            yield say_count(
                "{dataset}: {n} row read where {expected} are stated",
                "{dataset}: {n} rows read where {expected} are stated",
                account.rows,
                dataset=account.dataset,
                expected=whole(account.expected),
            )
    unknown = sum(not because for _, because in report.snapshots.unread)
    if unknown:
        yield say_count("{n} file is named by no data set", "{n} files are named by no data set", unknown)
    if missing := len(report.snapshots.missing):
        yield say_count(
            "{n} data set of the pack has no file in the folder",
            "{n} data sets of the pack have no file in the folder",
            missing,
        )


def _print_account(report: BuildReport, out: Console) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in (say("data set"), say("vintage")):
        table.add_column(name, no_wrap=True)
    counted = (say("rows"), say("stated"), say("refused"), say("observations"), say("records"), say("mentions"))
    for name in (*counted, say("private")):
        table.add_column(name, justify="right", no_wrap=True)
    for account in report.snapshots.accounts:
        table.add_row(
            account.dataset,
            account.vintage or "–",
            whole(account.rows),
            "–" if account.expected is None else whole(account.expected),
            whole(account.refused),
            *(whole(account.counts[name]) for name in ("observations", "records", "mentions")),
            whole(sum(account.dropped.values())),
        )
    if report.snapshots.accounts:
        out.print(table)
    times = Counter(account.dataset for account in report.snapshots.accounts)
    for account in report.snapshots.accounts:
        # Files of two vintages bear one name.
        which = f" ({account.vintage or '–'}, sha256 {short(account.digest)})" if times[account.dataset] > 1 else ""
        if account.because:
            out.print(f"{account.dataset}{which}: {in_language(account.because)}", markup=False, soft_wrap=True)
        for file, line, reason, words in account.refusals:
            place = say("{file} line {line}", file=f"{file}{which}", line=line)
            out.print(f"  {place}: {say(reason, **words)}", markup=False, soft_wrap=True)
    for dataset, files in report.snapshots.missing:
        out.print(say("Not found: {dataset}: no file is called {files}", dataset=dataset, files=files), markup=False)
    for reason, names in _left(report).items():
        shown = names[0] if len(names) == 1 else f"{names[0]} … {names[-1]} ({whole(len(names))})"
        out.print(say("Left unread: {file}: {reason}", file=shown, reason=reason), markup=False, soft_wrap=True)


def _left(report: BuildReport) -> dict[str, list[str]]:
    """Files that were left, by the reason; those without one each apart."""
    found: dict[str, list[str]] = {}
    for name, because in report.snapshots.unread:
        reason = in_language(because) if because else say("no data set of the pack names it")
        found.setdefault(reason, []).append(name)
    return found
