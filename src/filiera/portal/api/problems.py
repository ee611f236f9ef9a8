"""What a program is told when something cannot be answered: problem details (RFC 9457) with a remedy."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
SPECIFICATION = "/api/v1/openapi.json"
_USUAL = {
    400: ("The request is not understood", f"{SPECIFICATION} lists what may be asked"),
    404: ("Nothing lies at this address", f"{SPECIFICATION} lists all addresses"),
    405: ("This method is not answered here", "use GET: nothing can be changed here"),
    413: ("The request is too large", "ask in parts"),
    500: ("The hub has failed to answer", "ask again; where it lasts, tell who runs the hub"),
    503: ("There is no evidence to show yet", "who runs the hub must run: filiera build"),
}


class Problem(Schema):
    """What happened, where, and what to do about it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "no such figure",
                    "status": 404,
                    "detail": "claim/nothing",
                    "remedy": "look it up in the ledger: addresses begin with claim/ or observation/",
                }
            ]
        }
    )

    type: str = Field(description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(description="What happened.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="Where it happened: the address or the parameter.")
    remedy: str = Field(description="What to do about it.")


def problem(
    status: int, *, title: str = "", detail: str = "", remedy: str = "", headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """An answer that says what went wrong; what is not given is what is usual for the status."""
    usual_title, usual_remedy = _USUAL.get(status, _USUAL[400 if status < 500 else 500])
    body = {
        "type": "about:blank",
        "title": title or usual_title,
        "status": status,
        "detail": detail,
        "remedy": remedy or usual_remedy,
    }
    # Written as text that any reader can show: what was asked may hold anything.
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE, headers=headers)
