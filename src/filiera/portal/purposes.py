"""What a member is asked to agree to, in words: the same on the page of the account and on the one about privacy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PURPOSE_NAMES = {
    "alerts": _("The hub may write to me about figures and organisations that I follow."),
    "contact": _("Other members may ask me for contact through the hub; nobody sees my address before I agree."),
    "comparison": _("My organisation’s answers may count in comparisons that name no organisation."),
}
