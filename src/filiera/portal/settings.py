"""Django's settings. Nothing secret stands here, and nothing is asked of another machine."""

from __future__ import annotations

import os
from pathlib import Path

from filiera.portal.secret import secret_key
from filiera.portal.static_files import static_root
from filiera.services.pages import filiera_home

HERE = Path(__file__).resolve().parent

FILIERA_HOME = filiera_home()
SECRET_KEY = secret_key(FILIERA_HOME)
DEBUG = False
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *(host for host in os.environ.get("FILIERA_HOSTS", "").split(",") if host),
]

INSTALLED_APPS = ["django.contrib.staticfiles", "filiera.portal"]
ROOT_URLCONF = "filiera.portal.urls"
WSGI_APPLICATION = "filiera.portal.wsgi.application"
APPEND_SLASH = True

MIDDLEWARE = [
    "filiera.portal.page_cache.kept_pages",
    "filiera.portal.middleware.security_headers",
    "filiera.portal.api.gate.open_to_programs",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "filiera.portal.middleware.evidence_in_use",
    "filiera.portal.middleware.readers_language",
    "django.middleware.common.CommonMiddleware",
]
SECURE_CONTENT_TYPE_NOSNIFF = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["filiera.portal.context.frame"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "filiera.portal.templatetags.filiera",
            ],
        },
    }
]

# The pack says which languages there are; interface strings that a language lacks are read in English.
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "filiera.portal.static_files.ThemeFinder",
]
STATIC_ROOT = static_root(FILIERA_HOME)
STORAGES = {"staticfiles": {"BACKEND": "filiera.portal.static_files.HashedNames"}}
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
