"""Addresses of the editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from filiera.portal.views import (
    editor_changes,
    editor_content,
    editor_desk,
    editor_identities,
    editor_profiles,
    editor_reports,
)

_EDITORS = "<language:language>/account/editors/"

of_editors: list[URLPattern | URLResolver] = [
    path(_EDITORS, editor_desk.desk, name="editors"),
    path(f"{_EDITORS}reports/", editor_reports.listed, name="editors-reports"),
    path(f"{_EDITORS}reports/<int:number>/", editor_reports.one, name="editors-report"),
    path(f"{_EDITORS}reports/<int:number>/erase/", editor_reports.erase_it, name="editors-report-erase"),
    path(f"{_EDITORS}identities/", editor_identities.listed, name="editors-identities"),
    path(f"{_EDITORS}identities/<slug:code>/", editor_identities.one, name="editors-identity"),
    path(f"{_EDITORS}identities/<slug:code>/undo/", editor_identities.undo, name="editors-identity-undo"),
    path(f"{_EDITORS}profiles/", editor_profiles.listed, name="editors-profiles"),
    path(f"{_EDITORS}profiles/<int:number>/", editor_profiles.one, name="editors-profile"),
    path(f"{_EDITORS}messages/", editor_profiles.messages, name="editors-messages"),
    path(f"{_EDITORS}changes/", editor_changes.listed, name="editors-changes"),
    path(f"{_EDITORS}changes/<int:number>/", editor_changes.one, name="editors-change"),
    path(f"{_EDITORS}content/", editor_content.content, name="editors-content"),
    path(f"{_EDITORS}content/<slug:kind>/<path:key>/field/<id:field>/", editor_content.change, name="editors-field"),
    path(f"{_EDITORS}content/<slug:kind>/<path:key>/", editor_content.record, name="editors-record"),
]
