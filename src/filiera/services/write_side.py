"""Where what people write is kept, for the portal's settings: models cannot be loaded yet where it is asked."""

from __future__ import annotations

from filiera.contributions.database import databases

__all__ = ["databases"]
