"""What the tables of contributions are made of: the same list for the portal and for the command line."""

from __future__ import annotations

ACCOUNT = "contributions.Account"
ACCOUNT_MIDDLEWARE = "allauth.account.middleware.AccountMiddleware"
"""Without it in the settings allauth does not start, not even where no page is asked for."""
APPLICATIONS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "filiera.contributions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
)
HASHERS = (
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
)
"""Argon2id first: a password that another one keeps is hashed anew when it is next given."""
