"""What a page weighs on its way to a browser, with everything that it loads; and whether a script holds it up."""

from __future__ import annotations

import re
from posixpath import join, normpath

from lxml import html

from benchmarks._served import Served

ENCODINGS = "gzip, deflate, br"
_ADDRESS = re.compile(rb"url\([\"']?([^\"')#]+)")


def weigh(server: Served, paths: list[str]) -> str:
    """The heaviest of some pages with its styles, scripts, pictures and every font that its styles name."""
    pages = {path: server.get(path, **{"Accept-Encoding": ENCODINGS})[0] for path in paths}
    heaviest = max(pages, key=lambda path: len(pages[path]))
    page = html.fromstring(server.get(heaviest)[0].decode())
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src | //use/@href")
    addresses = {str(address).partition("#")[0] for address in loaded}
    for sheet in page.xpath("//link[@rel='stylesheet']/@href"):
        named = _ADDRESS.findall(server.get(str(sheet))[0])
        addresses |= {normpath(join(str(sheet), "..", address.decode())) for address in named}
    weights = {address: len(server.get(address, **{"Accept-Encoding": ENCODINGS})[0]) for address in addresses}
    fonts = sum(weight for address, weight in weights.items() if address.endswith(".woff2"))
    rest = sum(weights.values()) - fonts
    # schema.org's description stands in a script element that nothing runs.
    blocking = page.xpath("//script[@src][not(@type='module') and not(@defer) and not(@async)]")
    own, total = len(pages[heaviest]), len(pages[heaviest]) + rest + fonts
    return (
        f"{heaviest}: page {own / 1000:.1f} kB, styles, script and pictures {rest / 1000:.1f} kB, all fonts that its"
        f" styles name {fonts / 1000:.1f} kB: {total / 1000:.1f} kB in {len(addresses) + 1} files;"
        f" scripts that hold up the first picture: {len(blocking)}"
    )
