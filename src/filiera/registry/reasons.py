"""Why a candidate got its chance, in one line: where its name was read, and what spoke for and against it."""

from __future__ import annotations

import numpy as np

from filiera.registry.name_index import ACRONYM, USED
from filiera.registry.weighing import Weighed

_ABOUT = {
    "name": (
        "coverage matched missing order inside spelled owners main_name words alike acronym also_acronym breaks span"
    ),
    "words around": "before after left_head right_head left_word right_word share_of_segment position segment "
    "segments_after terms elsewhere_university elsewhere_hospital elsewhere_institute elsewhere_department",
    "place": "right_is_place is_place city_outside city_inside city_follows region_outside country_outside "
    "country_inside other_country other_place_at_home other_place_abroad other_place_inside has_country has_city",
    "usage": "usage_is_known by_usage meant_when_named times_named phrase_means_it phrase_meant",
    "family": "children parents",
}
_FAMILY = {feature: family for family, features in _ABOUT.items() for feature in features.split()}
_KIND = "kind"
_LEAST = 0.05


def families(features: list[str]) -> dict[str, np.ndarray]:
    """Family of features → their columns."""
    names = np.array([_FAMILY.get(feature, _KIND) for feature in features])
    return {family: np.flatnonzero(names == family) for family in [*_ABOUT, _KIND]}


def reason(weighed: Weighed, candidate: int, text: str, added: dict[str, float]) -> str:
    """For example: ``University of Pavia, read in 'univ pavia': name +2.1, place +0.8, rivals -0.3``.

    Args:
        weighed: the batch.
        candidate: which of its candidates.
        text: the name that was found, in the register's spelling.
        added: family of features, or the rivals → what it added to the log-odds.
    """
    laid = weighed.candidates
    mention = int(laid.mention[candidate])
    written = weighed.mentions.written[mention][int(laid.low[candidate]) : int(laid.high[candidate]) + 1]
    kind = int(laid.kind[candidate])
    how = "acronym" if kind == ACRONYM else "by custom" if kind == USED else "read"
    parts = sorted(added.items(), key=lambda each: (-abs(each[1]), each[0]))
    told = ", ".join(f"{family} {value:+.1f}" for family, value in parts if abs(value) >= _LEAST)
    return f"{text}, {how} in '{' '.join(written)[:120]}': {told}"
