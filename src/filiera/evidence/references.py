"""Which columns are addresses of other rows, and the rows whose addresses lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import msgspec

from filiera.evidence.readonly import identifier


class Reference(msgspec.Struct, frozen=True):
    """Columns that together are the key of a row in ``target``."""

    table: str
    columns: tuple[str, ...]
    target: str
    target_key: tuple[str, ...]
    optional: bool = True
    """An empty last column means that there is none."""


REFERENCES = (
    Reference("work", ("producer",), "producer", ("id",), optional=False),
    Reference("dataset", ("work",), "work", ("id",), optional=False),
    Reference("dataset", ("older_of",), "dataset", ("id",)),
    Reference("snapshot", ("dataset",), "dataset", ("id",), optional=False),
    Reference("snapshot_refusal", ("dataset", "digest"), "snapshot", ("dataset", "digest"), optional=False),
    Reference("mended_cell", ("dataset", "digest"), "snapshot", ("dataset", "digest"), optional=False),
    Reference("record_count", ("dataset", "digest"), "snapshot", ("dataset", "digest"), optional=False),
    Reference("territory", ("parent",), "territory", ("code",)),
    Reference("outline", ("territory",), "territory", ("code",), optional=False),
    Reference("outline", ("work",), "work", ("id",), optional=False),
    Reference("concept", ("broader",), "concept", ("id",)),
    Reference("organisation_kind", ("concept",), "concept", ("id",)),
    Reference("publication", ("producer",), "producer", ("id",)),
    Reference("publication", ("work",), "work", ("id",)),
    Reference("section", ("publication",), "publication", ("id",), optional=False),
    Reference("section", ("territory",), "territory", ("code",)),
    Reference("footnote", ("publication",), "publication", ("id",), optional=False),
    Reference("footnote", ("work",), "work", ("id",)),
    Reference("figure", ("indicator",), "indicator", ("id",), optional=False),
    Reference("figure", ("territory",), "territory", ("code",)),
    Reference("figure", ("publication",), "publication", ("id",)),
    Reference("figure", ("publication", "section"), "section", ("publication", "id")),
    Reference("figure", ("work",), "work", ("id",)),
    Reference("figure", ("dataset", "digest"), "snapshot", ("dataset", "digest")),
    Reference("citation", ("figure",), "figure", ("address",), optional=False),
    Reference("citation", ("work",), "work", ("id",), optional=False),
    Reference("finding", ("figure",), "figure", ("address",), optional=False),
    Reference("verdict", ("figure",), "figure", ("address",), optional=False),
    Reference("organisation", ("kind",), "organisation_kind", ("id",)),
    Reference("organisation", ("territory",), "territory", ("code",)),
    Reference("organisation", ("work",), "work", ("id",)),
    Reference("organisation_statement", ("organisation",), "organisation", ("address",), optional=False),
    Reference("organisation_statement", ("related",), "organisation", ("address",)),
    Reference("organisation_statement", ("dataset", "digest"), "snapshot", ("dataset", "digest")),
    Reference("organisation_statement", ("work",), "work", ("id",), optional=False),
    Reference("organisation_relation", ("work",), "work", ("id",)),
    Reference("reconciliation", ("indicator",), "indicator", ("id",), optional=False),
    Reference("reconciliation", ("kind",), "organisation_kind", ("id",)),
    Reference("reconciliation", ("figure",), "figure", ("address",)),
    Reference("programme", ("publication",), "publication", ("id",), optional=False),
    Reference("line_of_action", ("programme",), "programme", ("id",), optional=False),
    Reference("plan_statement", ("programme",), "programme", ("id",), optional=False),
    Reference("plan_statement", ("line_of_action",), "line_of_action", ("id",)),
    Reference("plan_statement", ("organisation",), "organisation", ("address",)),
    Reference("plan_participant", ("programme",), "programme", ("id",), optional=False),
    Reference("plan_participant", ("line_of_action",), "line_of_action", ("id",)),
    Reference("plan_participant", ("organisation",), "organisation", ("address",), optional=False),
    Reference("plan_figure", ("line_of_action",), "line_of_action", ("id",), optional=False),
    Reference("plan_figure", ("figure",), "figure", ("address",)),
    Reference("plan_figure", ("indicator",), "indicator", ("id",)),
    Reference("text", ("theme",), "theme", ("id",), optional=False),
)

_OTHER_RULES = (
    """
    SELECT 'figure', address, 'the address does not begin with the origin ''' || origin || ''''
    FROM figure WHERE origin NOT IN ('claim', 'observation') OR NOT starts_with(address, origin || '/')
    """,
    """
    SELECT 'finding', figure || ' · ' || seq, 'the operand ''' || operand || ''' is no figure'
    FROM (SELECT figure, seq, unnest(json_extract_string(operands_json, '$[*]')) AS operand FROM finding)
    WHERE regexp_matches(operand, '^(claim|observation)/')
        AND operand NOT IN (SELECT address FROM figure)
    ORDER BY figure, seq
    """,
)


def broken_references(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """Table, row and complaint for each address that leads nowhere."""
    for statement in (*map(_unmet, REFERENCES), *_OTHER_RULES):
        yield from connection.execute(statement).fetchall()


def _unmet(reference: Reference) -> str:
    """The statement that finds the rows of one reference that have no target."""
    columns = [f"source.{identifier(column)}" for column in reference.columns]
    met = " AND ".join(
        f"target.{identifier(key)} = {column}" for key, column in zip(reference.target_key, columns, strict=True)
    )
    given = f"{columns[-1]} <> '' AND " if reference.optional else ""
    what = f"{' and '.join(reference.columns)} ''' || {columns[-1]} || ''' is not in table {reference.target}"
    # The whole key of the row, so that a reader finds it; the names are those of the layout.
    return (
        f"SELECT '{reference.table}', {_ROW.get(reference.table, _DEFAULT_ROW)}, '{what}'"  # noqa: S608
        f" FROM {identifier(reference.table)} AS source WHERE {given}NOT EXISTS"
        f" (SELECT 1 FROM {identifier(reference.target)} AS target WHERE {met}) ORDER BY 2"
    )


_DEFAULT_ROW = "source.id"
_ROW = {
    "territory": "source.code",
    "snapshot": "source.dataset || ' · ' || source.digest",
    "snapshot_refusal": "source.dataset || ' · ' || source.seq",
    "mended_cell": "source.dataset || ' · ' || source.seq",
    "record_count": "source.dataset || ' · ' || source.seq || ' · ' || source.code",
    "outline": "source.territory",
    "section": "source.publication || ' · ' || source.id",
    "footnote": "source.publication || ' · ' || source.seq",
    "figure": "source.address",
    "citation": "source.figure || ' · ' || source.seq",
    "finding": "source.figure || ' · ' || source.seq",
    "verdict": "source.figure",
    "organisation": "source.address",
    "organisation_statement": "source.organisation || ' · ' || source.seq",
    "organisation_relation": "concat_ws(' · ', source.organisation, source.relation, source.related)",
    "reconciliation": "source.indicator || ' · ' || source.kind",
    "plan_statement": "concat_ws(' · ', source.programme, source.line_of_action, source.part, source.seq)",
    "plan_participant": "concat_ws(' · ', source.programme, source.line_of_action, source.part, source.seq)",
    "plan_figure": "source.line_of_action || ' · ' || source.seq",
    "text": "source.theme || ' · ' || source.language",
}
