"""Contributions without the portal: on the command line nobody has set Django up, and no page of it is needed.

Imported before the models, by whoever may be the first to need them.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings

from filiera.contributions.database import databases
from filiera.contributions.installed import ACCOUNT, ACCOUNT_MIDDLEWARE, APPLICATIONS

if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
    settings.configure(
        INSTALLED_APPS=list(APPLICATIONS),
        AUTH_USER_MODEL=ACCOUNT,
        MIDDLEWARE=[ACCOUNT_MIDDLEWARE],
        ACCOUNT_USER_MODEL_USERNAME_FIELD=None,
        # The home is named when it is opened.
        DATABASES=databases(Path()),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
    )
    django.setup(set_prefix=False)
