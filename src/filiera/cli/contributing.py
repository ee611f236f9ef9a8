"""``filiera contributions``: what readers have reported, and what editors do with it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from filiera.cli.outcomes import outcome_data, told_outcome
from filiera.cli.screen import console, in_language, print_json, say, say_count
from filiera.errors import UsageError

if TYPE_CHECKING:
    from filiera.services.reports import ReportView


def list_command(status: str, address: str, *, with_emails: bool, as_json: bool) -> None:
    """Print reports, the new ones first in what they ask of an editor."""
    moderation = _moderation()
    found = moderation.list_reports(home_in_use(), status, address)
    from filiera.services.outcomes import outcomes

    became = outcomes(home_in_use(), found)
    if as_json:
        data = [_as_data(report, with_emails=with_emails) | outcome_data(became[report.id]) for report in found]
        print_json({"reports": data})
        return
    out = console()
    new = sum(report.status == "new" for report in found)
    out.print(
        say_count("{n} report", "{n} reports", len(found))
        + (f", {say_count('{n} of them new', '{n} of them new', new)}" if found else "")
    )
    for report in found:
        out.print()
        kind, state, when = _kinds()[report.kind], _statuses()[report.status], f"{report.created:%Y-%m-%d}"
        out.print(f"[bold]{report.id}[/]  {state} · {kind} · {report.address} · {when}", soft_wrap=True)
        lines = [
            report.text if not report.erased else say("(erased by the sender or after its time)"),
            say("Source given: {source}", source=report.source) if report.source else "",
            say("E-mail: {email}", email=report.email) if report.email and with_emails else "",
            say("An e-mail address was left (--with-emails shows it)") if report.email and not with_emails else "",
            say("Answer: {says}", says=in_language(report.says)) if report.says else "",
            told_outcome(report, became[report.id]),
        ]
        for line in filter(None, lines):
            # Each line of a sender's text is set in, so that none can pass for an entry of this list.
            out.print(indent(line, "   ", lambda _: True), markup=False, soft_wrap=True)
    if new:
        out.print()
        out.print(say("Next: filiera contributions answer NUMBER --accept --says '…'"), markup=False)


def answer_command(number: int, chosen: dict[str, bool], says: list[str], by: str, *, as_json: bool) -> None:
    """Accept, reject or close a report."""
    wanted = [status for status, asked in chosen.items() if asked]
    if len(wanted) != 1:
        raise UsageError("say what becomes of the report", remedy="give one of --accept, --reject, --close")
    report = _moderation().answer_report(home_in_use(), number, wanted[0], _sentences(says), by=by or signer())
    if as_json:
        print_json(_as_data(report, with_emails=False))
        return
    told = {
        "accepted": say("Report {n} is accepted: {address} shows it as under review until the next build."),
        "rejected": say("Report {n} is rejected."),
        "closed": say("Report {n} is closed."),
    }
    console().print(told[report.status].format(n=report.id, address=report.address), markup=False, soft_wrap=True)


def backup_command(target: Path, by: str, *, as_json: bool) -> None:
    """Copy all contributions into a new file."""
    count = _moderation().back_up(home_in_use(), target, by=by or signer())
    if as_json:
        print_json({"backup": str(target), "reports": count})
        return
    words = {"path": target}
    console().print(
        say_count("{n} report copied to {path}", "{n} reports copied to {path}", count, **words), soft_wrap=True
    )
    console().print(say("It holds e-mail addresses: keep it where only you can read it."))


def restore_command(backup: Path, by: str, *, replace: bool, as_json: bool) -> None:
    """Put a backup in place."""
    count = _moderation().restore(home_in_use(), backup, replace=replace, by=by or signer())
    if as_json:
        print_json({"restored": str(backup), "reports": count})
        return
    console().print(say_count("{n} report restored", "{n} reports restored", count))


def erase_command(
    number: int | None, email: str, older_than: int | None, by: str, *, expired: bool, as_json: bool
) -> None:
    """Erase what senders wrote."""
    asked = [number is not None, bool(email), older_than is not None, expired]
    if sum(asked) != 1:
        raise UsageError(
            "say what is to be erased", remedy="give a report's number, --email, --older-than or --expired"
        )
    if expired:
        from filiera.services.report_limits import retention_months
        from filiera.services.store import open_evidence

        with open_evidence() as evidence:
            older_than = retention_months(evidence)
    count = _moderation().erase(home_in_use(), id=number, email=email, months=older_than, by=by or signer())
    if as_json:
        print_json({"erased": count})
        return
    console().print(
        say_count(
            "The words and address of {n} report were erased.",
            "The words and addresses of {n} reports were erased.",
            count,
        )
    )
    if count:
        console().print(say("Backups made before still hold them: delete those too."))


@contextmanager
def need_portal() -> Iterator[None]:
    """An import that only the portal's extra makes possible."""
    try:
        yield
    except ImportError as error:
        raise UsageError(
            "the portal is not installed", where=str(error.name), remedy="pip install 'filiera[portal]'"
        ) from error


def _moderation() -> Any:
    with need_portal():
        from filiera.services import moderation
    return moderation


def home_in_use() -> Path:
    """The home that commands work in."""
    from filiera.services.store import filiera_home

    return filiera_home()


def signer() -> str:
    """Who signs in the audit log: the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _sentences(says: list[str]) -> dict[str, str]:
    """``it=…`` for a language; a sentence without one is in the user's own."""
    from filiera.cli.screen import language

    told = {}
    for sentence in says:
        code, mark, rest = sentence.partition("=")
        named = mark and code.isalpha() and len(code) in (2, 3)
        told[code if named else language()] = (rest if named else sentence).strip()
    return told


def _kinds() -> dict[str, str]:
    return {
        "value": say("the value"),
        "source": say("the source"),
        "outdated": say("out of date"),
        "place": say("place or identity"),
        "words": say("wording or translation"),
        "other": say("something else"),
    }


def _statuses() -> dict[str, str]:
    return {
        "new": say("new"),
        "accepted": say("accepted"),
        "rejected": say("rejected"),
        "closed": say("closed"),
    }


def _as_data(report: ReportView, *, with_emails: bool) -> dict[str, Any]:
    data = {
        "id": report.id,
        "address": report.address,
        "version": report.version,
        "evidence": report.evidence,
        "kind": report.kind,
        "text": report.text,
        "source": report.source,
        "has_email": bool(report.email),
        "language": report.language,
        "created": report.created.isoformat(),
        "status": report.status,
        "says": report.says,
        "answered": report.answered.isoformat() if report.answered else None,
        "answered_by": report.answered_by,
        "accepted_under": report.accepted_under or None,
        "erased": report.erased.isoformat() if report.erased else None,
    }
    return data | ({"email": report.email} if with_emails else {})
