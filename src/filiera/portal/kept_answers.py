"""What somebody had written when the session was over: it goes through the sign-in page, and comes back.

It travels as a signed field of the sign-in form, for two hours at most, and is stored nowhere until the password was
right; then it waits in the new session until it is sent again. Nobody else who signs in there sees it.
"""

from __future__ import annotations

from typing import Any, cast

from django.core import signing
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html

from filiera.portal.requests import MemberRequest, PageRequest

FIELD = "kept"
SALT = "filiera.portal.kept-answers"
AT_MOST = 2 * 60 * 60
"""Seconds."""
WRITER = "by"
"""The field that says, signed, whose form it was."""
_NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def writer_of(request: MemberRequest) -> str:
    """Who is signed in, as a form carries it: signed, so that what is kept comes back to its writer alone."""
    return signing.Signer(salt=SALT).sign(str(request.user.pk))


def is_writer(request: MemberRequest, signed: str) -> bool:
    """Whether a form is that of the reader."""
    try:
        return signing.Signer(salt=SALT).unsign(signed) == str(request.user.pk)
    except signing.BadSignature:
        return False


def sign_in_and_go_on(request: PageRequest) -> HttpResponse:
    """The sign-in page, with what was sent kept in it."""
    from filiera.portal.account_forms import SignIn

    sent = {name: value for name, value in request.POST.items() if name not in _NOT_KEPT}
    token = signing.dumps({"path": request.path, "sent": sent}, salt=SALT, compress=True)
    context = {
        "form": SignIn(initial={FIELD: token}, request=request),
        "redirect_field": format_html('<input type="hidden" name="next" value="{}">', request.path),
        "keeps": True,
    }
    return render(request, "account/login.html", context, status=403)


def take_along(request: Any, token: str) -> None:
    """Whoever has signed in takes along what was kept."""
    request.session[FIELD] = token


def kept_for(request: MemberRequest) -> QueryDict | None:
    """What the reader had written for this page, if it is still kept."""
    token = request.session.get(FIELD, "")
    try:
        held = signing.loads(token, salt=SALT, max_age=AT_MOST) if token else None
        if held is None or held["path"] != request.path:
            return None
    except signing.BadSignature:
        forget(request)
        return None
    if not is_writer(request, held["sent"].get(WRITER, "")):
        forget(request)
        return None
    found = QueryDict(mutable=True)
    found.update(cast("dict[str, str]", held["sent"]))
    return found


def forget(request: MemberRequest) -> None:
    """It was sent, or is of no use."""
    request.session.pop(FIELD, None)
