"""What a service refuses, as a sentence on a page."""

from __future__ import annotations

from filiera.errors import FilieraError
from filiera.vocabulary.translation import translate


def told(error: FilieraError, language: str) -> str:
    """What happened and what to do, in the reader's language."""
    what, _where, remedy = error.told(lambda template: translate(template, language))
    sentence = "; ".join(filter(None, (what, remedy)))
    return f"{sentence[:1].upper()}{sentence[1:]}."
