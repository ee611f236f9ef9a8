"""What answers are made of, as the specification describes it."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

Text = dict[str, str]


class Cited(Schema):
    """A publication or data set that a figure rests on."""

    work: str = Field(description="Id in the list of sources.")
    producer: str
    producer_name: str
    title: Text = Field(description="Language → words.")
    published: int | None
    primary: bool = Field(description="False where the work passes on what others found.")
    licence: str = Field(description="As its publisher states it; empty where none is known.")
    url: str
    footnote: int | None = Field(description="Mark of the footnote in the publication.")


class Reuse(Schema):
    """On which basis a figure may be passed on."""

    basis: str = Field(
        description="'open licence'; 'cited fact': printed in the examined publication; 'not passed on': shown with "
        "its source, as the pages do, and left out of the data files."
    )
    licence: str
    url: str
    reason: str


class Mended(Schema):
    """A cell of a snapshot that a correction changed, because its publisher's file has a known fault."""

    action: str = Field(description="'set', 'clear' or 'leave_out'.")
    column: str = Field(description="What was changed; empty where the whole row is left out.")
    published: str = Field(description="What the publisher's file says.")
    became: str = Field(description="What stands instead; empty where nothing does.")
    reason: Text
    reported: str = Field(description="Where and when the publisher was told; empty where it was not yet.")
    file: str
    line: int
    dataset: str
    snapshot: str = Field(description="sha256 of the bytes.")


class Figure(Schema):
    """A published figure, as a text states it (claim) or as another publication gives it (observation)."""

    address: str = Field(description="Stable name: claim/… or observation/….", examples=["claim/chain-gdp-share"])
    version: str = Field(description="Hash of the row: with the address it makes a citation.")
    origin: str
    api: str = Field(description="Where this figure with its findings is answered.")
    pages: Text = Field(description="Language → address of its page.")
    indicator: str
    label: Text
    theme: str
    value: str = Field(description="The printed digits, point as decimal mark.", examples=["12.6"])
    number: float = Field(description="The value in the base unit of its dimension.")
    unit: str
    qualifier: str
    shown: Text = Field(description="Language → the value as that language writes it.")
    sentence: Text = Field(description="Language → the figure in own words.")
    territory: str
    territory_names: Text
    period: str = Field(description="Reference year, or first/last; empty where the source gives none.")
    breakdown: str
    breakdown_names: Text
    verdict: str
    publication: str
    section: str
    line: int | None
    printed: str
    role: str
    via: str = Field(description="Who reports it, where the work itself was not seen.")
    mended: list[Mended] = Field(description="Cells that it rests on and that a correction changed; mostly none.")
    reuse: Reuse
    citations: list[Cited]


class Finding(Schema):
    """What one rule found about a figure."""

    rule: str
    outcome: str
    arithmetic: Text
    operands: list[str] = Field(description="Addresses of the figures that it rests on.")


class FigureInFull(Figure):
    """A figure with its definition and what the rules found."""

    definition: Text
    note: Text
    section_title: Text
    findings: list[Finding]


class Indicator(Schema):
    """One measurable concept."""

    id: str
    label: Text
    definition: Text
    unit: str
    theme: str
    figures: int = Field(description="How many figures there are of it.")
    api: str = Field(description="Where its figures are answered.")


class Organisation(Schema):
    """One identity with its place and codes."""

    address: str = Field(examples=["organisation/…"])
    version: str
    api: str
    name: str
    kind: str
    kind_name: Text
    about: Text
    municipality: str
    territory: str
    latitude: float | None
    longitude: float | None
    beds: int | None
    beds_year: str
    codes: list[str] = Field(description="register:code")
    part_of: str
    work: str = Field(description="Source of the row: id in the list of sources.")
    vintage: str
    reuse: Reuse


class Statement(Schema):
    """What one source says of an organisation."""

    property: str
    value: str
    related: str
    site: str
    period: str
    words: Text
    work: str
    vintage: str
    locator: str
    mended: list[Mended] = Field(
        description="Cells that a correction changed: the statement rests on them, or repeats what was published."
    )
    reuse: Reuse


class LookedThrough(Schema):
    """A data set that was looked through, and what it does not cover."""

    dataset: str
    vintage: str
    mentions: int
    compared: int = Field(description="Mentions that may be of this country.")
    covers: Text
    lacks: Text


class RecordCount(Schema):
    """How many records of a topic name the organisation, and where it was looked for."""

    topic: str
    records: int = Field(description="Different records. None is no zero: see what was looked through.")
    unsure: int = Field(description="Mentions that a person has to decide on; not among the records.")
    looked_through: list[LookedThrough]


class RecordCounts(Schema):
    """What a data set counts under a record."""

    measure: str
    value: float
    unit: str
    period: str
    line: int


class EarlierAddress(Schema):
    """An address that an organisation had before: it leads to the one of now."""

    address: str
    at: str
    by: str = Field(description="A person, or method: and the name of a method.")
    reason: str


class DatedRelation(Schema):
    """What one organisation is to another; never that the two are one."""

    relation: str = Field(
        description="site_of, department_of, part_of, successor_of, member_of; split_into: it was parted."
    )
    inverse: bool = Field(description="True where the other is that to this one.")
    organisation: str = Field(description="Address of the other.")
    since: str
    until: str
    work: str = Field(description="The source that says so; empty where a person does.")
    by: str
    at: str
    reason: str


class OrganisationInFull(Organisation):
    """An organisation with what each source says of it, and how many records name it."""

    statements: list[Statement]
    earlier_addresses: list[EarlierAddress]
    dated_relations: list[DatedRelation]
    linked_by: str = Field(description="The linker and its version; empty where this hub links nothing.")
    not_linked: str = Field(description="Why nothing is linked, or nothing by name; empty where all is.")
    records: list[RecordCount]
    links: str = Field(description="Where all mentions are listed.")


class Link(Schema):
    """A mention of an organisation in a record."""

    dataset: str
    vintage: str
    numbered_by: str = Field(description="Register that numbers the record.")
    record: str
    record_kind: str
    record_title: str
    role: str
    name: str = Field(description="As the record writes it.")
    city: str
    codes: str
    file: str
    line: int
    counts: list[RecordCounts]
    score: float
    tier: str
    reason: str
    method: str
    reuse: Reuse


class Work(Schema):
    """A publication or data set."""

    id: str
    title: Text
    published: int | None
    primary: bool
    url: str
    figures: int
    reuse: Reuse


class Source(Schema):
    """Who publishes, and what."""

    id: str
    name: str
    kind: Text
    url: str
    figures: int
    works: list[Work]


class LineOfAction(Schema):
    """One line of action of a plan."""

    id: str
    title: Text
    aims: list[Text]
    figures: list[str] = Field(description="Addresses of the figures that bear on it.")
    organisations: list[str] = Field(description="Addresses of the organisations that take part.")


class Programme(Schema):
    """A plan with its lines of action."""

    id: str
    title: Text
    publication: str
    mission: list[Text]
    vision: list[Text]
    lines_of_action: list[LineOfAction]


class Found(Schema):
    """One thing that a search brings."""

    kind: str
    address: str
    title: str
    language: str
    excerpt: str
    score: float
    api: str


class _Part(Schema):
    version: str = Field(description="Version of the evidence.")
    count: int = Field(description="How many there are in all.")
    limit: int
    offset: int


class Figures(_Part):
    """Some of the figures asked for."""

    results: list[Figure]


class Indicators(_Part):
    """Some of the indicators."""

    results: list[Indicator]


class Organisations(_Part):
    """Some of the organisations asked for."""

    results: list[Organisation]


class Links(_Part):
    """Some of the mentions of an organisation."""

    results: list[Link]


class Sources(_Part):
    """Some of the sources."""

    results: list[Source]


class Programmes(_Part):
    """The plans; none where the hub holds none."""

    results: list[Programme]


class Search(_Part):
    """What a search brings, best first."""

    read_as: str = Field(description="The question with unknown words put right; empty where all were known.")
    suggestions: list[str]
    counts: dict[str, int] = Field(description="Kind → how many were found of it.")
    results: list[Found]


class Meta(Schema):
    """What this hub is, which evidence it shows, and what may be asked."""

    pack: str
    names: Text
    territory: str
    languages: list[str]
    invented: bool = Field(description="True where region and figures are made up, to try the program.")
    runs_it: Text
    evidence: str = Field(description="Version: hash of the content.")
    built_at: str
    engine: str
    verdicts: dict[str, int] = Field(description="Verdict → how many claims have it, gravest first.")
    counts: dict[str, int]
    licence: str = Field(description="Licence of the collections; each row keeps the licence of its source.")
    licence_url: str
    links: dict[str, str]
