"""Invented evidence of any size: one number goes through all of it, so that a half-written build shows."""

from __future__ import annotations

from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def sample(edition: int = 1, figures: int = 6) -> Rows:
    """Tables of an invented region; ``edition`` stands in every figure's value."""
    claims = [
        {
            "address": f"claim/beds-{n:05d}",
            "origin": "claim",
            "indicator": "beds",
            "territory": "EX1",
            "period": str(2015 + n % 8),
            "breakdown": "",
            "value": f"{1000 + n}.{edition}",
            "number": 1000 + n + edition / 10,
            "unit": "count",
            "qualifier": "over",
            "publication": "report",
            "section": "care",
            "line": 10 + n,
            "printed": f"més de {1000 + n},{edition}",
            "wording_json": {"en": "the region has {value} beds", "ca": "la regió té {value} llits"},
        }
        for n in range(figures)
    ]
    observation = {
        "address": "observation/beds-2014",
        "origin": "observation",
        "indicator": "beds",
        "territory": "EX1",
        "period": "2014",
        "value": "990",
        "number": 990,
        "unit": "count",
        "work": "register",
        "role": "evidence",
    }
    return {
        "meta": [{"key": "territory", "value": "EX1"}, {"key": "edition", "value": str(edition)}],
        "producer": [{"id": "office", "name": "Oficina d'estadística", "kind_json": {"en": "office"}}],
        "work": [
            {"id": "register", "producer": "office", "title_json": {"en": "Register"}, "published": 2020},
            {
                "id": "survey",
                "producer": "office",
                "is_primary": False,
                "aliases_json": ["Enquesta", "Survey"],
            },
        ],
        "territory": [
            {"code": "EX", "kind": "country", "names_json": {"en": "Example"}},
            {"code": "EX1", "kind": "region", "names_json": {"en": "First"}, "parent": "EX"},
        ],
        "concept": [{"id": "bed", "phrases_json": {"en": ["bed*"]}, "pack": "exemple"}],
        "dimension": [{"id": "sex", "exhaustive": True, "codes_json": [{"id": "female"}]}],
        "organisation_kind": [{"id": "clinic", "concept": "bed"}],
        "publication": [{"id": "report", "language": "ca", "producer": "office", "published": 2023}],
        "section": [{"publication": "report", "id": "care", "first_line": 1, "last_line": 99}],
        "footnote": [
            {"publication": "report", "seq": 1, "mark": 7, "line": 90, "work": "register", "printed": "Reg."},
            {"publication": "report", "seq": 2, "mark": 7, "line": 91, "work": "register", "printed": "Reg"},
        ],
        "indicator": [{"id": "beds", "label_json": {"en": "Beds"}, "unit": "count", "body_json": {"a": [1.5]}}],
        "figure": [*claims, observation],
        "citation": [
            {"figure": claim["address"], "seq": 1, "work": "register", "footnote_mark": 7} for claim in claims
        ],
        "finding": [
            {
                "figure": claim["address"],
                "seq": 1,
                "rule": "evidence",
                "outcome": "consistent",
                "operands_json": ["observation/beds-2014"],
                "arithmetic_json": {"en": f"990 < {claim['value']}"},
            }
            for claim in claims
        ],
        "verdict": [{"figure": claim["address"], "verdict": "consistent"} for claim in claims],
        "organisation": [
            {
                "address": f"organisation/clinic-{n:05d}",
                "name": f"Clínica {n}",
                "kind": "clinic",
                "about_json": {"en": "a clinic", "ca": "una clínica"},
                "territory": "EX1",
                "work": "register",
            }
            for n in range(max(3, figures // 2))
        ],
        "reconciliation": [
            {
                "indicator": "beds",
                "kind": "clinic",
                "listed": 3,
                "claimed": "4",
                "figure": "claim/beds-00000",
                "rows_json": ["organisation/clinic-00000"],
            }
        ],
        "parameter": [{"id": "discount", "value": "3", "unit": "percent", "reference": "guide", "date": "2020"}],
    }
