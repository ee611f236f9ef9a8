"""Django's settings. Nothing secret stands here, and nothing is asked of another machine."""

from __future__ import annotations

import os
from pathlib import Path

from filiera.portal.secret import secret_key
from filiera.portal.static_files import static_root
from filiera.services.pages import filiera_home
from filiera.services.write_side import databases

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

INSTALLED_APPS = ["django.contrib.staticfiles", "filiera.contributions", "filiera.portal"]
DATABASES = databases(FILIERA_HOME)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
    "django.middleware.csrf.CsrfViewMiddleware",
]
# The one cookie there is: it is set where a form is shown, and says nothing of who fills it in.
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = bool(os.environ.get("FILIERA_HTTPS"))
CSRF_FAILURE_VIEW = "filiera.portal.views.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]")]
# What a form may bring at most; larger ones are refused before they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40
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
