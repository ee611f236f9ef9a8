"""The application as the worker of ``serve`` loads it, in a process group of its own.

Ctrl-C in a terminal reaches every process of a group. Only the server shall hear it: it then ends its
worker in order; a worker that hears both waits until it is killed.
"""

from __future__ import annotations

import os

if hasattr(os, "setpgrp"):
    os.setpgrp()

from filiera.portal.wsgi import application

__all__ = ["application"]
