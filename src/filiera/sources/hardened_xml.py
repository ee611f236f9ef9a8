"""XML that cannot reach out: no entity is resolved, no other file or host asked for, no document type admitted."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from filiera.errors import SourceError

Element = etree._Element

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    remove_blank_text=True,
    collect_ids=False,
)
"""Made once: it holds nothing of the documents that it has read."""


_PARAGRAPHS = {"P", "p"}


def root_of(data: bytes) -> Element:
    """The root of a document.

    Raises:
        SourceError: it is no XML, or brings a document type or entities of its own.
    """
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(
            "is no XML that can be read: {problem}",
            remedy="fetch it again; see that it is not a page or an error message",
            words={"problem": str(error).splitlines()[0][:160] if str(error) else ""},
        ) from error
    if root is None:
        raise SourceError("is empty", remedy="fetch it again")
    # Entities are declared in a document type, and nowhere else.
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(
            "brings a document type or entities of its own", remedy="it is not read: no publisher's file needs them"
        )
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return plain(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def plain(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def text_in(element: Element | None) -> str:
    """All text within an element on one line; paragraphs are divided by a space."""
    if element is None:
        return ""
    if not len(element):
        text = element.text
        return " ".join(text.split()) if text else ""
    if local(element[0]) in _PARAGRAPHS:
        return " ".join(filter(None, map(text_in, element)))
    return " ".join("".join(map(str, element.itertext())).split())


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names, whatever their namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def wherever(*names: str) -> tuple[str, ...]:
    """Names as a search through a document takes them, in any namespace."""
    return tuple(f"{{*}}{name}" for name in names)
