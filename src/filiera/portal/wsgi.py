"""The portal as a WSGI application."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiera.portal.settings")
django.setup(set_prefix=False)

from filiera.portal.static_files import prepare_static  # noqa: E402  needs the settings

prepare_static()
application = get_wsgi_application()
