"""The hub's region beside others: a table, ranks as intervals, what would change them, what each region lives from."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError, EvidenceError, FilieraError, UsageError
from filiera.portal.benchmark_told import page_of
from filiera.portal.requests import PageRequest
from filiera.publish.benchmark_data import benchmark_csv
from filiera.services.benchmark_regions import MOST, RegionsCompared, compare_regions
from filiera.vocabulary.translation import translate

_LONGEST = 200


@require_safe
def benchmark(request: PageRequest, language: str) -> HttpResponse:
    """The page."""
    try:
        found = _asked(request)
    except (AddressError, EvidenceError) as error:
        return _unfit(request, error, 200)
    except UsageError as error:
        return _unfit(request, error, 400)
    return render(request, "filiera/benchmark.html", {"page": page_of(request.evidence, found, language)})


@require_safe
def download(request: PageRequest, language: str) -> HttpResponse:
    """The table as CSV, with year, source and place of each cell."""
    try:
        found = _asked(request)
    except (AddressError, EvidenceError) as error:
        return _unfit(request, error, 404)
    except UsageError as error:
        return _unfit(request, error, 400)
    response = HttpResponse(benchmark_csv(found, language), content_type="text/csv; charset=utf-8")
    name = f"{request.hub.pack}-benchmark-{request.evidence.version.hash[:8]}-{language}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: PageRequest) -> RegionsCompared:
    """What the address asks for: peers by code, further ones, or the nearest so many."""
    asked = request.GET
    named = [*asked.get("peers", "")[:_LONGEST].split(","), *asked.getlist("add")[:MOST]]
    nearest = asked.get("nearest", "")
    if nearest and not (nearest.isascii() and nearest.isdigit() and len(nearest) <= len(str(MOST))):
        raise UsageError("the number of regions is no whole number", where=nearest[:20], remedy="give one such as 5")
    return compare_regions(
        request.evidence, named, nearest=int(nearest or 0), indicators=asked.getlist("indicator")[:_LONGEST]
    )


def _unfit(request: PageRequest, error: FilieraError, status: int) -> HttpResponse:
    what, where, remedy = error.told(partial(translate, language=request.language))
    context = {"what": what, "where": where, "remedy": remedy, "refused": status == 400}
    return render(request, "filiera/benchmark_unfit.html", context, status=status)
