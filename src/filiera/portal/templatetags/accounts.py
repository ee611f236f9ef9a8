"""Words for accounts, and the picture of a secret."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
_DRAWN = re.compile(r"<svg\b.*</svg>", re.DOTALL)


@register.filter
def role_of_account(role: str) -> str:
    """What a role is called."""
    return {"member": _("member"), "editor": _("editor"), "administrator": _("administrator")}.get(role, role)


@register.filter
def status_of_claim(status: str) -> str:
    """What has become of a claim."""
    return {"waiting": _("waiting"), "accepted": _("accepted"), "refused": _("refused")}.get(status, status)


@register.filter
def drawing(svg: str) -> SafeString:
    """The picture that qrcode has drawn, as a part of the page: its policy allows none as a data address."""
    found = _DRAWN.search(svg)
    # Drawn by us from a secret of letters and digits; it holds nothing that anybody wrote.
    drawn = mark_safe(found.group()) if found else ""  # noqa: S308
    return format_html('<div class="factor__code" role="img" aria-label="{}">{}</div>', _("Code to scan"), drawn)
