"""The part of the theme's stylesheet that is served."""

from __future__ import annotations

from filiera.portal.theme import used_icons, used_part

SHEET = """/*! licence */:root{--a:1}h1{margin:0}.btn{color:red}.btn.huge,.btn:hover{color:blue}
.video{src:url(data:x)}.btn::after{background:url("data:image/svg+xml,{}")}@font-face{font-family:V}
@media (min-width:10px){.btn{top:0}.huge{top:1px}}@media print{.huge{top:2px}}
.btn:not(.huge,.other){a:b}@charset "utf-8";p{x:"}"}"""


def test_rules_of_unused_classes_are_left_out_and_nothing_is_embedded() -> None:
    assert used_part(SHEET, {"btn"}) == (
        "/*! licence */:root{--a:1}h1{margin:0}.btn{color:red}.btn:hover{color:blue}"
        '@media (min-width:10px){.btn{top:0}}p{x:"}"}'
    )


def test_used_classes_stay() -> None:
    kept = used_part(SHEET, {"btn", "huge", "other"})
    assert ".btn.huge,.btn:hover{color:blue}" in kept
    assert "@media print{.huge{top:2px}}" in kept
    assert ".btn:not(.huge,.other){a:b}" in kept


def test_icons_that_no_page_shows_are_left_out() -> None:
    sprite = '<svg><symbol viewBox="0" id="it-a"><path/></symbol>\n<symbol id="it-b"><g><path/></g></symbol></svg>'
    assert used_icons(sprite, {"it-b", "it"}) == '<svg>\n<symbol id="it-b"><g><path/></g></symbol></svg>'
