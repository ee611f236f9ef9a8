"""Making the brochure of some evidence, once: kept by version of the evidence, of the templates and of the words."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filiera import __version__
from filiera.errors import UsageError
from filiera.publish.brochure.content import content
from filiera.publish.brochure.printing import typeset
from filiera.services.hub import hub
from filiera.services.pages import Evidence

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Brochure:
    """A PDF with the name under which it is offered."""

    pdf: bytes
    name: str
    warnings: tuple[str, ...] = ()
    """What an editor should know, e.g. a letter that the type lacks; empty where it was kept from before."""


def make_brochure(evidence: Evidence, language: str, home: Path, since: str = "") -> Brochure:
    """The brochure of this evidence, set anew; drawings are kept in ``home``.

    ``since`` names earlier evidence (hash or file): a note then says what moved.

    Raises:
        UsageError: the hub does not speak the language, or the extra for print is not installed.
        PublishError: it could not be set.
        EvidenceError: there is no such earlier evidence.
    """
    region = hub(evidence)
    if language not in region.languages:
        raise UsageError(
            "the hub does not speak this language",
            where=language,
            remedy="one of: {languages}",
            words={"languages": ", ".join(region.languages)},
        )
    pdf, warnings = typeset(content(evidence, language, home, since))
    return Brochure(pdf, f"{region.pack}-{region.version[:8]}-{language}.pdf", tuple(warnings))


def kept_brochure(evidence: Evidence, language: str, home: Path) -> Brochure:
    """The brochure as it was set before for the same evidence; set and kept in ``home/brochures`` the first time."""
    region = hub(evidence)
    name = f"{region.pack}-{region.version[:8]}-{language}.pdf"
    path = home / "brochures" / f"{region.version}-{_of_the_templates()}-{language}.pdf"
    try:
        return Brochure(path.read_bytes(), name)
    except OSError:
        made = make_brochure(evidence, language, home)
    _keep(path, made.pdf)
    return made


@cache
def _of_the_templates() -> str:
    """A hash of all that shapes a brochure besides the evidence."""
    seen = hashlib.sha256(__version__.encode())
    for path in sorted(path for path in _HERE.rglob("*") if path.suffix in (".typ", ".yml", ".py")):
        seen.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]


def _keep(path: Path, pdf: bytes) -> None:
    # A home that cannot be written still gives its brochure: it is only set again the next time.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{threading.get_ident()}.tmp")
        beside.write_bytes(pdf)
        beside.replace(path)
    except OSError:
        return
