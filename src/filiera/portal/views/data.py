"""The data to download: a page that describes every file, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filiera.portal.api.answering import KEPT, etag
from filiera.portal.requests import PageRequest
from filiera.publish.open_data.catalogue import catalogue
from filiera.publish.open_data.datasets import COMPILATION, MEDIA_TYPES, Dataset
from filiera.publish.open_data.files import JSON_LD, LEFT_OUT, TURTLE
from filiera.publish.open_data.kept import datasets_of, kept_open_data
from filiera.publish.open_data.rdf import json_ld, turtle
from filiera.services.open_data import LeftOut, OpenData, build_date, open_data
from filiera.services.pages import Evidence
from filiera.services.series import cubes
from filiera.vocabulary.licences import load_licences

STREAMED = 2_000_000
"""Files of more bytes are not held in memory."""
DATASET = "dataset/"


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be downloaded of one version of the evidence."""

    data: OpenData
    folder: Path
    sets: tuple[Dataset, ...]
    sizes: dict[str, int]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not passed on."""
        return self.data.left_out


@require_safe
def data(request: PageRequest, language: str) -> HttpResponse:
    """The page of the data."""
    offer = _offer(request)
    context = {
        "tables": [(each, _files(offer, each)) for each in offer.sets if not each.indicator],
        "indicators": [(each, _files(offer, each, language)) for each in offer.sets if each.indicator],
        "left_out": offer.left_out,
        "left_out_file": LEFT_OUT,
        "turtle": TURTLE,
        "json_ld": JSON_LD,
        "licence": load_licences()[COMPILATION],
        "built_at": build_date(request.evidence),
    }
    return render(request, "filiera/data.html", context)


@require_safe
def choose_language(request: PageRequest) -> HttpResponse:
    """From ``/data/`` to its page in the reader's language."""
    return redirect("data", language=request.language)


@require_safe
def file(request: PageRequest, name: str) -> HttpResponse:
    """One file; a data set's own name leads to its place on the page."""
    if name.startswith(DATASET):
        return redirect(f"/{request.hub.languages[0]}/data/#{name.removeprefix(DATASET)}")
    offer = _offer(request)
    formats = {file.name: file.format for each in offer.sets for file in each.files}
    if name in (TURTLE, JSON_LD):
        return _catalogue(request, offer, name)
    if name not in formats and name != LEFT_OUT:
        raise Http404(name)
    path = offer.folder / name
    kind = MEDIA_TYPES[formats.get(name, "csv")]
    if path.stat().st_size > STREAMED:
        response = cast(HttpResponse, FileResponse(path.open("rb"), content_type=kind))
    else:
        response = HttpResponse(path.read_bytes(), content_type=kind)
    saved = f"{request.hub.pack}-{name.rpartition('/')[2]}"
    response["Content-Disposition"] = f'attachment; filename="{saved}"'
    return _named(request, response)


def _catalogue(request: PageRequest, offer: Offer, name: str) -> HttpResponse:
    """The catalogue with whole addresses, as harvesters want them."""
    things = catalogue(offer.data, offer.sets, offer.sizes, request.build_absolute_uri("/data/"))
    if name == TURTLE:
        return _named(request, HttpResponse(turtle(things), content_type="text/turtle; charset=utf-8"))
    return _named(request, HttpResponse(json_ld(things), content_type="application/ld+json"))


def _named(request: PageRequest, response: HttpResponse) -> HttpResponse:
    response["ETag"] = etag(request)
    response["Cache-Control"] = KEPT
    return response


def _files(offer: Offer, each: Dataset, language: str = "") -> list[tuple[str, str, int]]:
    """Name, format and bytes of the files of a data set, in one language or those that hold all."""
    chosen = [file for file in each.files if file.language == language]
    return [(file.name, file.format, offer.sizes[file.name]) for file in chosen]


def _offer(request: PageRequest) -> Offer:
    return _offer_of(request.evidence, Path(settings.FILIERA_HOME))


@lru_cache(maxsize=2)
def _offer_of(evidence: Evidence, home: Path) -> Offer:
    offered, found = open_data(evidence), cubes(evidence)
    folder = kept_open_data(offered, found, home)
    sets, sizes = datasets_of(offered, found, folder)
    return Offer(offered, folder, tuple(sets), sizes)
