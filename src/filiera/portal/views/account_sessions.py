"""Where one is signed in, and ending a session."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from filiera.errors import AddressError
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.portal.views.privacy import hours
from filiera.portal.written_number import written_number
from filiera.services.report_limits import sessions_kept_for
from filiera.services.sessions import end_others, end_session, sessions_of


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def sessions(request: MemberRequest, language: str) -> HttpResponse:
    """The list; POST ends the one that is named, or all others."""
    home, account, key = settings.FILIERA_HOME, request.user.pk, str(request.session.session_key)
    if request.method == "POST":
        if "others" in request.POST:
            end_others(home, account, key)
        else:
            try:
                end_session(home, account, written_number(request.POST.get("session", "")))
            except AddressError as error:
                raise Http404("session") from error
        return redirect(f"{reverse('account-sessions', kwargs={'language': language})}?done=ended")
    listed = sessions_of(home, account, key)
    context = {
        "listed": listed,
        "done": request.GET.get("done", ""),
        "time": hours(sessions_kept_for(request.evidence)),
    }
    return render(request, "account/sessions.html", context)
