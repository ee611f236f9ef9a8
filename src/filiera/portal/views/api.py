"""The page for people who write programs: every address of the API, its parameters, how to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from filiera.portal.api.gate import API
from filiera.portal.requests import PageRequest
from filiera.services.pages import Evidence


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address."""

    name: str
    kind: str
    usual: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with what may be asked there, and an example that works."""

    method: str
    path: str
    name: str
    meaning: str
    parameters: tuple[Parameter, ...]
    example: str

    @property
    def anchor(self) -> str:
        """Name of its place on the page."""
        place = self.path if self.method == "GET" else f"{self.path}-{self.method.lower()}"
        return place.strip("/").replace("/", "-").replace("{", "").replace("}", "")


@require_safe
def documentation(request: PageRequest, language: str) -> HttpResponse:
    """The page of the API."""
    context = {
        "operations": [
            _operation(request.evidence, path, method, told)
            for path, methods in specification()["paths"].items()
            for method, told in methods.items()
        ],
        "root": API,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "filiera/api.html", context)


@require_safe
def choose_language(request: PageRequest) -> HttpResponse:
    """From ``/api/`` to its page in the reader's language."""
    return redirect("api", language=request.language)


@require_safe
def root(request: PageRequest) -> HttpResponse:
    """What stands at the head of the API says where everything else is."""
    return redirect(f"{API}/meta")


@cache
def specification() -> dict[str, Any]:
    """The OpenAPI specification."""
    from filiera.portal.api.service import api

    return dict(api.get_openapi_schema())


def _operation(evidence: Evidence, path: str, method: str, operation: dict[str, Any]) -> Operation:
    # Written in English in the specification, marked there for translation.
    name, meaning = operation["summary"], operation["description"]
    parameters = [*operation.get("parameters", []), *_in_body(operation)]
    shown = {p["name"]: p["schema"]["examples"][0] for p in parameters if p["schema"].get("examples")}
    filters = {p["name"]: shown[p["name"]] for p in parameters if p["in"] == "query" and p["name"] in shown}
    one = {name: _held(evidence, path, name, value) for name, value in list(filters.items())[:1]}
    return Operation(
        method=method.upper(),
        path=path.removeprefix(API),
        name=gettext(name),
        meaning=gettext(meaning),
        parameters=tuple(_parameter(each) for each in parameters),
        example="" if "{" in path or method != "get" else f"{path}?{urlencode(one)}" if one else path,
    )


def _in_body(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in the body of the question, as parameters."""
    schemas = specification()["components"]["schemas"]
    content = operation.get("requestBody", {}).get("content", {})
    found: list[dict[str, Any]] = []
    for told in content.values():
        body = told["schema"]
        body = schemas[body["$ref"].rpartition("/")[2]] if "$ref" in body else body
        for name, schema in body.get("properties", {}).items():
            below = schema.get("items", {}).get("$ref", "").rpartition("/")[2]
            found.append({"name": name, "in": "body", "schema": schema})
            found += [
                {"name": f"{name}[].{inner}", "in": "body", "schema": of}
                for inner, of in schemas.get(below, {}).get("properties", {}).items()
            ]
    return found


def _held(evidence: Evidence, path: str, name: str, example: str) -> str:
    """The example of the specification, which is of one region, or where this hub has no such thing, one of its own."""
    table = {("indicators", "theme"): "indicator", ("organisations", "kind"): "organisation"}.get(
        (path.rpartition("/")[2], name)
    )
    values = [row[name] for row in evidence.rows(table)] if table else []
    return example if not values or example in values else min(values)


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told["schema"]
    choices = [str(choice) for choice in schema.get("enum", ()) if choice]
    limits = "–".join(str(schema[name]) for name in ("minimum", "maximum") if name in schema)
    meaning = schema.get("description") or told.get("description") or ""
    return Parameter(
        name=told["name"],
        kind=" | ".join(choices) or f"{schema.get('type', '')} {limits}".strip(),
        usual=str(schema.get("default", "")),
        meaning=gettext(meaning) if meaning else "",
    )
