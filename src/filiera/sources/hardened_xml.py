"""XML that cannot reach out: no entity is resolved, no other file or host asked for, no document type admitted."""

from __future__ import annotations

from lxml import etree

from filiera.errors import SourceError

Element = etree._Element


def root_of(data: bytes) -> Element:
    """The root of a document.

    Raises:
        SourceError: it is no XML, or brings a document type or entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(
            "is no XML that can be read: {problem}",
            remedy="fetch it again; see that it is not a page or an error message",
            words={"problem": str(error).splitlines()[0][:160] if str(error) else ""},
        ) from error
    if root is None:
        raise SourceError("is empty", remedy="fetch it again")
    if getattr(root.getroottree().docinfo, "doctype", "") or next(root.iter(etree.Entity), None) is not None:
        raise SourceError(
            "brings a document type or entities of its own", remedy="it is not read: no publisher's file needs them"
        )
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_in(element: Element | None) -> str:
    """All text within an element on one line."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names, whatever their namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element
