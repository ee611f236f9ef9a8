"""The portal as a WSGI application."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiera.portal.settings")
django.setup(set_prefix=False)

from filiera.portal.page_cache import kept_first  # noqa: E402  needs the settings
from filiera.portal.static_files import prepare_static  # noqa: E402  needs the settings

prepare_static()
application = kept_first(get_wsgi_application())
