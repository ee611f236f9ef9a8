"""Addresses by which members speak with each other: the public list of profiles, and the members' own pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from filiera.portal.views import alerts, messages, own_profiles, partners

public: list[URLPattern | URLResolver] = [
    path("<language:language>/partners/", partners.partners, name="partners"),
    path("<language:language>/partners/<number:id>/", partners.partner, name="partner"),
]

of_members: list[URLPattern | URLResolver] = [
    path("<language:language>/account/profiles/", own_profiles.profiles, name="own-profiles"),
    path("<language:language>/account/profiles/new/", own_profiles.new, name="new-profile"),
    path("<language:language>/account/profiles/<number:id>/", own_profiles.profile, name="own-profile"),
    path("<language:language>/account/profiles/<number:id>/edit/", own_profiles.edit, name="edit-profile"),
    path("<language:language>/account/messages/", messages.messages, name="messages"),
    path("<language:language>/account/messages/<number:id>/", messages.message, name="message"),
    path("<language:language>/account/messages/about/<number:id>/", messages.write, name="write-message"),
    path("<language:language>/account/alerts/", alerts.alerts, name="alerts"),
    path("<language:language>/account/alerts/<number:id>/", alerts.alert_page, name="alert"),
    path("<language:language>/account/follow/", alerts.follow_page, name="follow"),
    path("<language:language>/account/feed/<slug:token>.atom", alerts.feed, name="alert-feed"),
    path("<language:language>/account/unsubscribe/<slug:token>/", alerts.unsubscribe, name="unsubscribe"),
]
