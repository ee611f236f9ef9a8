"""Links of the open data: which record names which organisation, each under the licence of the record's source."""

from __future__ import annotations

from filiera.evidence import Evidence
from filiera.services.datasets import datasets
from filiera.services.licensing import Terms
from filiera.services.linked import links_of
from filiera.services.open_organisations import may_pass_on
from filiera.services.open_rows import LICENCE, Cells, ColumnKind, Told


def links(evidence: Evidence, works: dict[str, Terms]) -> Told:
    """One mention a row, where the source of the record and that of the organisation may both be passed on."""
    columns: list[tuple[str, ColumnKind, str]] = [
        ("organisation", "text", "address of the organisation"),
        ("dataset", "text", "data set of the record"),
        ("register", "text", "who numbers the record"),
        ("record", "text", "its number"),
        ("record_kind", "text", "trial, notice, participant …"),
        ("record_title", "text", "its title"),
        ("role", "text", "what the organisation is to the record"),
        ("name", "text", "the organisation as the record writes it"),
        ("city", "text", "city as the record writes it"),
        ("score", "number", "probability that the organisation is meant"),
        ("tier", "text", "link: used; ask: a person has to decide"),
        ("reason", "text", "what spoke for it"),
        ("method", "text", "linker and version"),
        ("file", "text", "file that it was read from"),
        ("line", "integer", "line of that file"),
        ("work", "text", "source of the record: id in the table of sources"),
        *LICENCE,
    ]
    work_of = {view.id: view.work for view in datasets(evidence)}
    passed = {row["address"] for row in evidence.rows("organisation") if may_pass_on(row, works)}
    rows: list[Cells] = []
    for link in links_of(evidence):
        work = work_of[link.dataset]
        if work not in works or not works[work].open or link.organisation not in passed:
            continue
        record = link.record
        rows.append(
            (
                link.organisation,
                link.dataset,
                record.register if record else "",
                record.id if record else "",
                record.kind if record else "",
                record.title if record else "",
                link.role,
                link.name,
                link.city,
                link.score,
                link.tier.value,
                link.reason,
                link.method,
                link.file,
                link.line,
                work,
                works[work].basis,
                works[work].licence,
                works[work].url,
            )
        )
    return Told(columns, rows)
