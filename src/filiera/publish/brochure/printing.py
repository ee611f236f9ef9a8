"""Setting documents with Typst: accessible PDF, the same bytes for the same content, type from the theme."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from filiera.errors import PublishError, UsageError
from filiera.publish.brochure.edition import Block

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).with_name("templates")
FAMILIES = ("Lora", "Roboto_Mono", "Titillium_Web")
STANDARD = "ua-1"
_PLACE = re.compile(r"\w+\.typ:\d+")


def typeset(content: Block, templates: Path = TEMPLATES) -> tuple[bytes, list[str]]:
    """The PDF, and what an editor should know of it.

    A letter that the brochure's own type lacks is set in a type that Typst carries, and said; never silently.

    Raises:
        UsageError: the extra for print is not installed.
        PublishError: Typst refused the document.
    """
    need("typst", "vl_convert", "markdown_it", "bootstrap_italia_template")
    import typst

    try:
        return _compiled(content, templates, others=False)
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise _refusal(error, templates) from error
        first = str(error).splitlines()[0]
    try:
        pdf, warnings = _compiled(content, templates, others=True)
    except typst.TypstError as error:
        raise _refusal(error, templates) from error
    return pdf, [f"{first}: it was set in another type", *warnings]


def need(*modules: str) -> None:
    """Refuse where a part of the extra for print is missing.

    Raises:
        UsageError: which part, and how to install it.
    """
    for module in modules:
        if find_spec(module) is None:
            raise UsageError(
                "the document cannot be printed: a part is not installed",
                where=module,
                remedy="pip install 'filiera[print]'",
            )


def _compiled(content: Block, templates: Path, *, others: bool) -> tuple[bytes, list[str]]:
    import typst

    sources = {path.name: path.read_bytes() for path in sorted(templates.glob("*.typ"))}
    sources["content.json"] = msgspec.json.encode(content, order="deterministic")
    # Typst takes files by name; its type hints know of one file only.
    pdf, warnings = cast(Any, typst.compile_with_warnings)(
        sources,
        font_paths=_fonts(others),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD],
    )
    return cast(bytes, pdf), [warning.message for warning in warnings]


@cache
def _fonts(others: bool) -> typst.Fonts:
    """The theme's type, whatever is installed on the machine; with ``others`` what Typst carries as well."""
    import typst

    home = files("bootstrap_italia_template") / "static/fonts"
    folders = [str(home / family) for family in FAMILIES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=others, font_paths=folders)


def _refusal(error: Exception, templates: Path) -> PublishError:
    where = f"publish/{templates.parent.name}/{templates.name}"
    place = _PLACE.search(getattr(error, "diagnostic", ""))
    return PublishError(
        "the document could not be set ({reason})",
        where=f"{where}/{place.group()}" if place else where,
        remedy="report it with the evidence that it was made from",
        words={"reason": str(error).splitlines()[0]},
    )
