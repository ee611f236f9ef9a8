"""Addresses of the editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from filiera.portal.views import editor_desk, editor_reports

_EDITORS = "<language:language>/account/editors/"

of_editors: list[URLPattern | URLResolver] = [
    path(_EDITORS, editor_desk.desk, name="editors"),
    path(f"{_EDITORS}reports/", editor_reports.listed, name="editors-reports"),
    path(f"{_EDITORS}reports/<int:number>/", editor_reports.one, name="editors-report"),
    path(f"{_EDITORS}reports/<int:number>/erase/", editor_reports.erase_it, name="editors-report-erase"),
]
