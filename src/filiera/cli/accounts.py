"""``filiera accounts``: who there is, and what each may do. ``filiera backup`` and ``filiera restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiera.cli.contributing import home_in_use, need_portal, signer
from filiera.cli.screen import console, print_json, say, say_count
from filiera.errors import AddressError, UsageError

if TYPE_CHECKING:
    from filiera.services.accounts import AccountView


def list_command(*, as_json: bool) -> None:
    """Print accounts in the order in which they came."""
    with need_portal():
        from filiera.services.accounts import list_accounts
    found = list_accounts(home_in_use())
    if as_json:
        print_json({"accounts": [_as_data(account) for account in found]})
        return
    out = console()
    out.print(say_count("{n} account", "{n} accounts", len(found)))
    for account in found:
        parts = [
            account.email,
            _roles()[account.role],
            "" if account.confirmed else say("not confirmed"),
            say("second factor") if account.second_factor else "",
        ]
        out.print(f"{account.id}  {' · '.join(filter(None, parts))}", markup=False, soft_wrap=True)
    if not any(account.role == "administrator" for account in found):
        out.print(say("Next: filiera accounts role name@example.org administrator"), markup=False)


def role_command(email: str, role: str, by: str, *, as_json: bool) -> None:
    """Give an account a role."""
    with need_portal():
        from filiera.services.accounts import set_role
    account = set_role(home_in_use(), email, role, by=by or signer())
    if as_json:
        print_json(_as_data(account))
        return
    words = {"email": account.email, "role": _roles()[account.role]}
    console().print(say("{email} is now: {role}", **words), markup=False, soft_wrap=True)
    if account.role != "member" and not account.second_factor:
        console().print(say("The pages of this role open once a second factor is switched on."))


def erase_command(email: str, by: str, *, expired: bool, as_json: bool) -> None:
    """Erase one account, or those whose time has passed."""
    if bool(email) == expired:
        raise UsageError("say what is to be erased", remedy="give an e-mail address, or --expired")
    with need_portal():
        from filiera.services.accounts import list_accounts
        from filiera.services.personal_data import erase_account, erase_expired
        from filiera.services.readiness import erase_expired as erase_assessments
    assessments = 0
    if expired:
        from filiera.services.store import open_evidence

        with open_evidence() as evidence:
            count = erase_expired(home_in_use(), evidence)
            assessments = erase_assessments(home_in_use(), evidence)
    else:
        found = [a for a in list_accounts(home_in_use()) if a.email.lower() == email.strip().lower()]
        if not found:
            raise AddressError(
                "there is no account with this e-mail address", where=email, remedy="see filiera accounts list"
            )
        erase_account(home_in_use(), found[0].id, by=by or signer())
        count = 1
    if as_json:
        print_json({"erased": count, "assessments": assessments})
        return
    console().print(say_count("{n} account was erased.", "{n} accounts were erased.", count))
    if expired:
        console().print(say_count("{n} assessment was erased.", "{n} assessments were erased.", assessments))


def backup_command(target: Path, by: str, *, as_json: bool) -> None:
    """Write one file with contributions, decisions and the key."""
    with need_portal():
        from filiera.services.backup import back_up
    kept = back_up(home_in_use(), target, by=by or signer())
    if as_json:
        print_json({"backup": str(target), "reports": kept.reports, "decisions": kept.decisions})
        return
    console().print(
        say(
            "Written: {path}, with {reports} reports, all accounts, and {decisions} decisions.",
            path=target,
            reports=kept.reports,
            decisions=kept.decisions,
        ),
        markup=False,
        soft_wrap=True,
    )
    console().print(say("It holds e-mail addresses and the portal's key: keep it where only you can read it."))


def restore_command(backup: Path, by: str, *, replace: bool, as_json: bool) -> None:
    """Put such a file in place."""
    with need_portal():
        from filiera.services.backup import restore
    kept = restore(home_in_use(), backup, replace=replace, by=by or signer())
    if as_json:
        print_json({"restored": str(backup), "reports": kept.reports, "decisions": kept.decisions})
        return
    console().print(
        say(
            "Put back: {reports} reports, all accounts, and {decisions} decisions.",
            reports=kept.reports,
            decisions=kept.decisions,
        )
    )
    console().print(say("Next: start the portal anew, then filiera build"))


def _roles() -> dict[str, str]:
    return {"member": say("member"), "editor": say("editor"), "administrator": say("administrator")}


def _as_data(account: AccountView) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email,
        "role": account.role,
        "confirmed": account.confirmed,
        "second_factor": account.second_factor,
        "joined": account.joined.isoformat(),
        "last_seen": account.last_seen.isoformat() if account.last_seen else None,
    }
