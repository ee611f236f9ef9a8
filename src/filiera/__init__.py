"""Filiera: a regional life-science hub whose every number can be defended and acted on."""

__version__ = "0.1.0"
