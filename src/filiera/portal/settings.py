"""Django's settings. Nothing secret stands here, and nothing is asked of another machine."""

from __future__ import annotations

import os
from pathlib import Path

from filiera.portal.static_files import static_root
from filiera.services.mail import mail_settings
from filiera.services.pages import filiera_home
from filiera.services.secret import secret_key
from filiera.services.write_side import ACCOUNT, ACCOUNT_MIDDLEWARE, APPLICATIONS, HASHERS, databases

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

# The portal before allauth: its templates are the ones that are shown.
INSTALLED_APPS = ["django.contrib.staticfiles", "filiera.portal", *APPLICATIONS]
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
    "filiera.portal.members.member_pages",
    ACCOUNT_MIDDLEWARE,
]
# Of the two cookies the one that readers may meet: set where a form is shown, it says nothing of who fills it in.
HTTPS = bool(os.environ.get("FILIERA_HTTPS"))
CSRF_COOKIE_NAME = "__Host-form" if HTTPS else "form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "filiera.portal.views.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]")]
# What a form may bring at most; larger ones are refused before they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
SECURE_CONTENT_TYPE_NOSNIFF = True

# Accounts. The cookie of a session is set by signing in, and by nothing that can be read without.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
AUTH_USER_MODEL = ACCOUNT
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = list(HASHERS)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "filiera.portal.passwords.Length"},
    {"NAME": "filiera.portal.passwords.NotCommon"},
    {"NAME": "filiera.portal.passwords.NotTheAddress"},
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "filiera.portal.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 2
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Filiera: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Of the ways that allauth knows, those that have a page here.
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "filiera.portal.account_forms.SignIn",
    "signup": "filiera.portal.account_forms.SignUp",
    "add_email": "filiera.portal.account_forms.AddAddress",
    "change_password": "filiera.portal.account_forms.ChangePassword",
    "reset_password": "filiera.portal.account_forms.ForgottenPassword",
    "reset_password_from_key": "filiera.portal.account_forms.NewPassword",
    "reauthenticate": "filiera.portal.account_forms.PasswordAgain",
}
MFA_ADAPTER = "filiera.portal.accounts.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Filiera"
MFA_FORMS = {
    "authenticate": "filiera.portal.account_forms.Code",
    "reauthenticate": "filiera.portal.account_forms.CodeAgain",
    "activate_totp": "filiera.portal.account_forms.FirstCode",
}
USERSESSIONS_TRACK_ACTIVITY = True
# Counts of attempts: shared by all processes that serve, and forgotten with the folder.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": FILIERA_HOME / "attempts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
globals().update(mail_settings(FILIERA_HOME))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "filiera.portal.context.frame"],
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
