"""The API as a whole: its specification, its routes, and what becomes of errors. No page of it loads anything."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from filiera import __version__
from filiera.errors import AddressError, EvidenceError, FilieraError, UnavailableError
from filiera.portal.api import definitions, figures, matching, organisations, plan_and_search, reconciliation
from filiera.portal.api.problems import MEDIA_TYPE, problem

_log = logging.getLogger(__name__)
DESCRIPTION = (
    "Every published figure with its source, its verdict and its arithmetic, and names matched to organisations. "
    "Nothing can be changed here, and no key is needed. "
    "Addresses in answers are given from the root of the site. An ETag names the version of the evidence and the "
    "question: with If-None-Match it costs nothing to ask again. Lists come in parts: Link names the next one. "
    "Errors are problem details with a remedy."
)


NOT_NOW = (EvidenceError, UnavailableError)


class Api(NinjaAPI):
    """The API; its specification gives examples, and says that errors are problem details."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The specification."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        response["content"] = {MEDIA_TYPE: content["application/json"]}
        for name, example in examples().items():
            schema["components"]["schemas"][name]["examples"] = [example]
        return schema


@cache
def examples() -> dict[str, Any]:
    """An answer for each kind of question, from a region that is invented."""
    return dict(msgspec.json.decode(Path(__file__).with_name("examples.json").read_bytes()))


api = Api(
    title="Filiera",
    version=f"1 ({__version__})",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
for part in (
    figures.router,
    definitions.router,
    organisations.router,
    matching.router,
    plan_and_search.router,
    reconciliation.router,
):
    api.add_router("", part)


@api.exception_handler(FilieraError)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    status = 404 if isinstance(error, AddressError) else 503 if isinstance(error, NOT_NOW) else 400
    headers = {"Retry-After": "10"} if isinstance(error, UnavailableError) else None
    return problem(status, title=error.what, detail=error.where, remedy=error.remedy, headers=headers)


@api.exception_handler(ValidationError)
def _not_as_specified(request: HttpRequest, error: Any) -> HttpResponse:
    first = error.errors[0] if error.errors else {"loc": (), "msg": ""}
    where = next((str(part) for part in reversed(first["loc"])), "")
    return problem(422, title="A parameter is not as it must be", detail=where, remedy=str(first["msg"]))


@api.exception_handler(Http404)
def _nothing_here(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, detail=request.path)


@api.exception_handler(HttpError)
def _refused_by_ninja(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, title=str(error), detail=request.path)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413, detail=request.path)


@api.exception_handler(BadRequest)
@api.exception_handler(SuspiciousOperation)
def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, detail=request.path)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    _log.error("the API failed to answer %s", request.path, exc_info=error)
    return problem(500, detail=request.path)
