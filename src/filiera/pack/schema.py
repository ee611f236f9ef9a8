"""The shape of every file in a pack: one typed record per kind of file.

A *text* is a mapping language → words. A value is kept as the decimal string that was printed,
because its digits say how far it was rounded.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Text = dict[str, str]
Qualifier = Literal["exact", "about", "over", "under", "at_least", "up_to"]
Trajectory = Literal["exponential", "linear"]


class Record(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A pack record: an unknown field is an error, so that a typing slip is never lost."""


class Manifest(Record):
    """``pack.yml``: what the region is and which packs it builds on."""

    id: str
    names: Text
    languages: list[str]
    territory: str = ""
    builds_on: list[str] = []
    peers: list[str] = []
    runs_it: Text = {}
    invented: bool = False
    featured: list[str] = []
    """Addresses of the claims that the home page shows."""


class Territory(Record):
    """A place with a code, the names and adjectives by which texts call it, and what it lies in."""

    code: str
    kind: str
    names: Text
    parent: str = ""
    forms: dict[str, list[str]] = {}
    """Further surface forms per language: adjectives, abbreviations. ``*`` ends a stem."""
    signs: list[str] = []
    """Letters by which registers name it (``MI``)."""
    heard: bool = True
    """False where texts mean something else by its name, such as a city that a province is called after."""


class Concept(Record):
    """A thing that figures are about, with the words for it in each language.

    Phrases are matched without regard to case and accents, token by token; a token that ends in
    ``*`` matches every word that begins so.
    """

    id: str
    phrases: dict[str, list[str]]
    broader: str = ""
    names: Text = {}
    """How a finding calls it; the first phrase if empty."""


class DimensionCode(Record):
    """One value of a dimension, e.g. ``female`` of ``sex``."""

    id: str
    names: Text
    concepts: list[str] = []


class Dimension(Record):
    """A way to break a figure down. ``exhaustive``: the parts together make the whole."""

    id: str
    names: Text
    exhaustive: bool
    codes: list[DimensionCode]


class Section(Record):
    """A part of a publication: its lines, and the territory that its heading announces."""

    id: str
    title: Text
    lines: tuple[int, int]
    territory: str = ""


class Footnote(Record):
    """One printed footnote: which work it cites, and how it spells it."""

    mark: int
    line: int
    work: str
    printed: str
    published: int | None = None
    data_period: str = ""


class Publication(Record):
    """``publications/<id>.yml``: the document whose figures the claims record."""

    id: str
    title: Text
    language: str
    producer: str
    published: int
    sections: list[Section]
    work: str = ""
    """The work that this publication is: evidence from it is no second opinion on its own claims."""
    footnotes: list[Footnote] = []


class Operand(Record):
    """One side of a derivation: a figure of the same or of another place."""

    indicator: str
    territory: str = "self"
    """``self``, ``nation`` (the country that ``self`` lies in), ``top`` (the outermost), or a code."""
    breakdown: dict[str, str] = {}


class Derivation(Record):
    """How a figure follows from others; exactly one of the fields is given."""

    ratio: tuple[Operand, Operand] | None = None
    growth: Operand | None = None
    """Relative change of the operand since the period before."""
    between: str = ""
    """A dimension: the figure is a mean, so it lies between the values of the dimension's codes."""
    rank: Operand | None = None
    """Place of this territory when the operand's values are put in order, largest first."""


class Indicator(Record):
    """``indicators/<id>.yml``: one measurable concept, defined once."""

    id: str
    label: Text
    definition: Text
    unit: str
    theme: str
    concepts: list[str]
    """What a text must speak of to state this figure (all of them)."""
    also: list[str] = []
    """What such a text may speak of without changing its meaning."""
    counts: str = ""
    """For counts: the concept that is counted (the noun beside the number)."""
    base: Literal["", "nation", "region", "top", "group"] = ""
    """For shares: the whole that the share is of."""
    family: str = ""
    """Indicators that readers take for one another, though their definitions differ."""
    derivation: Derivation | None = None
    direction: Literal["", "higher", "lower"] = ""
    register_kind: str = ""
    """The kind of organisation whose rows in the registry this figure counts."""
    register_also: list[str] = []
    """Further kinds that it counts."""
    register_codes: str = ""
    """The register whose codes it counts, where one organisation may have several sites with a code each."""
    register_beds: bool = False
    """It counts the beds that sources state of those organisations."""
    because: Text = {}
    """Why the registry's list and the published total differ."""
    yearly_change: str = ""
    """Parameter that says by how much (per cent) the figure may change in a year; a general one if
    empty, ``none`` if it never changes (an order of arrival)."""


class Claim(Record):
    """One published figure as a text states it."""

    id: str
    indicator: str
    value: str
    unit: str
    territory: str
    section: str
    line: int
    text: str
    """The number as it stands in the publication."""
    wording: Text
    """Own words, with ``{value}`` (qualifier, number and unit) and optionally ``{period}``."""
    qualifier: Qualifier = "exact"
    period: str = ""
    """Reference year as stated, ``2015/2023`` for a span, empty where the text gives none."""
    breakdown: dict[str, str] = {}
    footnotes: list[int] = []
    label: str = ""
    """The concept by which the text calls what it counts, where that differs from ``population``."""
    population: str = ""
    """The concept that the number really counts, as far as the text itself shows."""
    part_of: str = ""
    """The claim (id) of the whole that this is stated to be a part of."""
    members: list[Text] = []
    """The things that the text lists beside a number that counts them."""
    trajectory: Trajectory | None = None
    """How the text describes the course of the series."""
    stated_years: int | None = None
    """A duration that the text's wording implies for the period (three-year programme: 3)."""
    formula: str = ""
    note: Text = {}


class ClaimFile(Record):
    """``claims/<section>.yml``: the figures of one part of a publication."""

    publication: str
    claims: list[dict[str, object]]
    """Read one by one as ``Claim``, so that an error names the claim's own line."""


class Observation(Record):
    """One row of ``observations/*.csv``: a figure transcribed from another publication."""

    id: str
    indicator: str
    territory: str
    period: str
    value: str
    unit: str
    work: str
    role: Literal["edition", "evidence", "register"]
    qualifier: str = "exact"
    """One of the qualifiers of claims, or ``estimate``, ``provisional``."""
    via: str = ""
    """The newspaper or page that reports it, where the work itself was not seen."""
    locator: str = ""
    breakdown: str = ""
    note: str = ""


class OrganisationKind(Record):
    """A kind of institution, e.g. a research hospital."""

    id: str
    names: Text
    plural: Text
    concept: str = ""
    schema_type: str = "Organization"
    """The type that schema.org has for it."""


class Register(Record):
    """A register that gives codes to organisations, and what such a code is called."""

    id: str
    names: Text
    url: str = ""
    """Where the register shows an entry; ``{code}`` stands for the code."""


class Organisation(Record):
    """One row of ``organisations/*.csv``: one identity with its place and its source."""

    id: str
    name: str
    kind: str
    work: str
    about: Text = {}
    """What it is, in one line per language (columns ``about_<language>``)."""
    municipality: str = ""
    territory: str = ""
    codes: str = ""
    """``register:code`` pairs, separated by ``;``; a code that is no longer given ends in ``@`` and its years."""
    part_of: str = ""
    lines: str = ""
    """Lines of the publication that name it, separated by ``;``."""
    vintage: str = ""
    locator: str = ""
    note: Text = {}
    """How the row came about, per language (columns ``note_<language>``)."""


Property = Literal[
    "acronym",
    "address",
    "area",
    "beds",
    "discharges",
    "former_name",
    "funding",
    "name",
    "position",
    "run_by",
    "students",
    "type",
    "website",
]
NAMES = ("name", "former_name", "acronym")
"""Properties whose value is what the organisation is or was called."""


class Attestation(Record):
    """One row of ``statements/*.csv``: one thing that one source says of an organisation."""

    organisation: str
    property: Property
    value: str
    """``area`` and ``run_by``: an organisation; ``position``: latitude and longitude in degrees, a space between;
    ``beds``: a whole number; ``funding``: euro; ``website``: https://…; names: as the source has them, exactly."""
    work: str
    site: str = ""
    """The site that is meant, where the organisation has several, as the source calls it."""
    period: str = ""
    """The year that it refers to, where the source gives one."""
    words: Text = {}
    """The value in words, the name of the site, or what kind of name it is, per language (columns
    ``words_<language>``)."""
    vintage: str = ""
    locator: str = ""
    note: Text = {}


class JudgementRow(Record):
    """One row of ``organisations/judgements.csv``: whether two names mean the same organisation, and who says so."""

    left: str
    """An organisation (``organisation/…``), or a mention (``name|city|country``), however spelt."""
    right: str
    """The same; the order says nothing."""
    verdict: Literal["positive", "negative", "unsure"]
    by: str
    """Who judged: a person's name, or ``method:`` and the name of a method."""
    at: str
    """When: 2026-11-26, or a moment in UTC, 2026-11-26T16:40:00Z."""
    reason: str = ""
    score: str = ""


class RelationRow(Record):
    """One row of ``organisations/relations.csv``: what one organisation is to another; never that they are one."""

    left: str
    relation: Literal["site_of", "department_of", "part_of", "successor_of", "member_of"]
    right: str
    since: str = ""
    """From when, as far as it is stated: 2016, 2016-01, 2016-01-01."""
    until: str = ""
    work: str = ""
    """The source that says so, or"""
    by: str = ""
    """the person who does."""
    at: str = ""
    reason: str = ""


class RedirectRow(Record):
    """One row of ``organisations/redirects.csv``: an address that was given up, and the one that it leads to."""

    address: str
    into: str
    at: str
    reason: str
    by: str = ""


class Parameter(Record):
    """A dated assumption with its unit, range and reference."""

    id: str
    value: str
    unit: str
    label: Text
    reference: str
    date: str
    low: str = ""
    high: str = ""
    assumption: bool = True
    note: Text = {}
    """Why it has this value and this range, in readers' words."""
    figures: list[str] = []
    """Addresses of the figures that value or range come from."""


class Theme(Record):
    """One of ``themes.yml``: a subject under which readers look for figures, told in ``texts/<id>.<language>.md``."""

    id: str
    names: Text
    covers: list[str]
    """The values of ``theme`` in indicator files that belong to it."""
    question: Text = {}
    """The question with which readers come, for the home page."""
    datasets: list[str] = []
    """The data sets that bear on it, in the order in which its page shows them."""


class PageText(Record):
    """``texts/<theme>.<language>.md``: the story of a theme, with live figures where others type digits."""

    theme: str
    language: str
    title: str
    """The first heading."""
    body: str
    """Markdown after the heading; ``{{claim/…}}`` stands for a value with its year and mark."""
