"""A pack's definitions as rows of the evidence tables."""

from __future__ import annotations

import msgspec

from filiera.pack import Pack

Rows = list[dict[str, object]]


def as_json(value: object) -> str:
    """Canonical JSON: sorted keys, so that equal content is equal text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def definitions(pack: Pack) -> dict[str, Rows]:
    """Producers, works, territories, concepts, publications, indicators, parameters, outlines."""
    return {
        "producer": [
            {"id": p.id, "name": p.name, "kind_json": as_json(p.kind), "url": p.url} for p in pack.producers.values()
        ],
        "work": [
            {
                "id": w.id,
                "producer": pack.producer_of[w.id],
                "title_json": as_json(w.title),
                "published": w.published,
                "is_primary": w.primary,
                "licence": w.licence,
                "licence_reference": w.licence_reference,
                "licence_assumed": w.licence_assumed,
                "url": w.url,
                "aliases_json": as_json(w.aliases),
            }
            for w in pack.works.values()
        ],
        "territory": [
            {
                "code": t.code,
                "kind": t.kind,
                "names_json": as_json(t.names),
                "parent": t.parent,
                "forms_json": as_json(t.forms),
                "signs_json": as_json(t.signs),
                "heard": t.heard,
            }
            for t in pack.territories.values()
        ],
        "outline": [
            {
                "territory": outline.territory,
                "rings_json": as_json(outline.rings),
                "tolerance": each.tolerance,
                "work": each.work,
                "vintage": each.vintage,
                "note_json": as_json(each.note),
            }
            for each in pack.boundaries.values()
            for outline in each.outlines
        ],
        "concept": [
            {"id": c.id, "broader": c.broader, "phrases_json": as_json(c.phrases), "pack": pack.manifest.id}
            for c in pack.concepts.values()
        ],
        "dimension": [
            {
                "id": d.id,
                "names_json": as_json(d.names),
                "exhaustive": d.exhaustive,
                "codes_json": as_json(d.codes),
            }
            for d in pack.dimensions.values()
        ],
        "organisation_kind": [
            {
                "id": k.id,
                "names_json": as_json(k.names),
                "plural_json": as_json(k.plural),
                "concept": k.concept,
                "schema_type": k.schema_type,
            }
            for k in pack.kinds.values()
        ],
        "parameter": [
            {
                "id": p.id,
                "value": p.value,
                "unit": p.unit,
                "label_json": as_json(p.label),
                "reference": p.reference,
                "date": p.date,
                "low": p.low,
                "high": p.high,
                "assumption": p.assumption,
                "note_json": as_json(p.note),
                "figures_json": as_json(p.figures),
            }
            for p in pack.parameters.values()
        ],
        "indicator": [
            {
                "id": i.id,
                "label_json": as_json(i.label),
                "definition_json": as_json(i.definition),
                "unit": i.unit,
                "theme": i.theme,
                "body_json": as_json(i),
            }
            for i in pack.indicators.values()
        ],
        **_publications(pack),
        **_themes(pack),
    }


def _themes(pack: Pack) -> dict[str, Rows]:
    return {
        "theme": [
            {
                "id": t.id,
                "seq": seq,
                "names_json": as_json(t.names),
                "question_json": as_json(t.question),
                "covers_json": as_json(t.covers),
                "datasets_json": as_json(t.datasets),
            }
            for seq, t in enumerate(pack.themes.values())
        ],
        "text": [
            {"theme": t.theme, "language": t.language, "title": t.title, "body": t.body} for t in pack.texts.values()
        ],
    }


def _publications(pack: Pack) -> dict[str, Rows]:
    publications = list(pack.publications.values())
    return {
        "publication": [
            {
                "id": p.id,
                "title_json": as_json(p.title),
                "language": p.language,
                "producer": p.producer,
                "published": p.published,
                "work": p.work,
            }
            for p in publications
        ],
        "section": [
            {
                "publication": p.id,
                "id": s.id,
                "title_json": as_json(s.title),
                "first_line": s.lines[0],
                "last_line": s.lines[1],
                "territory": s.territory,
            }
            for p in publications
            for s in p.sections
        ],
        "footnote": [
            {
                "publication": p.id,
                "seq": seq,
                "mark": n.mark,
                "line": n.line,
                "work": n.work,
                "printed": n.printed,
                "published": n.published,
                "data_period": n.data_period,
            }
            for p in publications
            for seq, n in enumerate(p.footnotes)
        ],
    }
