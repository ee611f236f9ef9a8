"""``filiera notify``: one e-mail for each member with what changed of what is followed."""

from __future__ import annotations

import os

from filiera.cli.contributing import home_in_use, need_portal
from filiera.cli.screen import console, print_json, say_count
from filiera.errors import UsageError


def notify_command(site: str, *, dry_run: bool, as_json: bool) -> None:
    """Compare, write down, send; or with ``dry_run`` only say what would be told."""
    with need_portal():
        from filiera.services.digest import notify
    from filiera.services.secret import secret_key
    from filiera.services.store import open_evidence

    home = home_in_use()
    with open_evidence(home) as evidence:
        done = notify(home, evidence, secret_key(home), _site(site, dry_run=dry_run), dry_run=dry_run)
    if as_json:
        print_json(
            {
                "dry_run": dry_run,
                "members": done.members,
                "changes": done.changes,
                "digests": done.digests,
                "sent": done.sent,
                "failed": done.failed,
                "profiles_expired": done.expired,
                "erased": done.erased,
                "told": [{"account": account, "of": labels} for account, labels in done.told.items()],
            }
        )
        return
    out = console()
    members = say_count("{n} member follows something", "{n} members follow something", done.members)
    out.print(f"{members}; {say_count('{n} change', '{n} changes', done.changes)}.", soft_wrap=True)
    if dry_run:
        out.print(say_count("{n} e-mail would be written.", "{n} e-mails would be written.", done.digests))
        for account, labels in done.told.items():
            out.print(f"   account/{account}: {'; '.join(labels)}", markup=False, soft_wrap=True)
        return
    out.print(say_count("{n} e-mail was sent.", "{n} e-mails were sent.", done.sent))
    if done.failed:
        out.print(
            say_count(
                "{n} e-mail was not taken by the server: the next run tries again.",
                "{n} e-mails were not taken by the server: the next run tries again.",
                done.failed,
            ),
            soft_wrap=True,
        )
    if done.expired:
        out.print(say_count("{n} profile has passed its day.", "{n} profiles have passed their day.", done.expired))


def _site(given: str, *, dry_run: bool) -> str:
    site = given or os.environ.get("FILIERA_SITE", "") or ("http://localhost" if dry_run else "")
    if not site.startswith(("http://", "https://")) or not site.isprintable() or " " in site:
        raise UsageError(
            "where the portal is found is not known",
            where=site or "--site",
            remedy="say --site https://hub.example.org, or set FILIERA_SITE",
        )
    return site
