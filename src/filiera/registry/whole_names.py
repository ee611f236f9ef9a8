"""Small registers: mentions that are, as a whole, the name of one organisation, and names that others have too.

A register of one region does not know the others of its kind: what is called like one of its organisations may be
another, in another place.
"""

from __future__ import annotations

import numpy as np

from filiera.registry.gazetteer import BESIDE, NOWHERE, Gazetteer
from filiera.registry.weighing import Weighed

CHANCE = 0.97
"""Of such a candidate, at least."""
_COMMON = 14.0
"""Information up to which a name is one that several towns have, in nats."""
_COMMON_AFAR = 25.0
"""The same beside a city where the register knows nobody."""
_LACKING = 1.5
"""Information of a word without which a town's name does not mean what bears it, in nats."""
_TELLING = 6.0
"""Information of a name that needs no place beside it, in nats."""


def whole_names(weighed: Weighed) -> np.ndarray:
    """For each candidate: whether the mention is its name from the first word to the last, and can mean no other.

    Of several that are called so, one alone may lie in the city that stands in the mention or beside it.
    """
    laid, features = weighed.candidates, weighed.features
    last = weighed.mentions.length[laid.mention] - 1
    whole = (laid.name >= 0) & (laid.coverage > 0.999) & (laid.spelled > 0.999) & (laid.order > 0.999)
    whole &= (laid.low == 0) & (laid.high == last) & (laid.inside == 0) & (features["other_country"] == 0)
    in_city = whole & (features["city_outside"] > 0)
    size = len(weighed.mentions.length)
    count = np.bincount(laid.mention[whole], minlength=size)[laid.mention]
    count_in_city = np.bincount(laid.mention[in_city], minlength=size)[laid.mention]
    alone = whole & (count == 1) & (laid.owners == 1) & (laid.matched >= _TELLING)
    return np.asarray(alone | (in_city & (count_in_city == 1)))


def elsewhere(weighed: Weighed, places: Gazetteer) -> np.ndarray:
    """For each candidate: whether its name is a common one, and the city beside the mention is another than its own."""
    laid, mentions, found = weighed.candidates, weighed.mentions, weighed.features
    given = np.full(len(mentions.length), NOWHERE)
    beside = mentions.place_start == BESIDE
    given[mentions.place_mention[beside]] = mentions.place[beside]
    city, own = given[laid.mention], places.cities[laid.owner]
    known = (city != NOWHERE) & (own != NOWHERE)
    other = known & (city != own) & (city != places.regions[laid.owner])
    unknown = np.zeros(len(other), bool)
    # A city that the register does not know is none of its organisations', unless it is theirs written otherwise.
    for place in np.flatnonzero((city == NOWHERE) & (own != NOWHERE)).tolist():
        written = mentions.city_beside[laid.mention[place]]
        unknown[place] = bool(written) and not written & places.words_of[laid.owner[place]]
    abroad = (found["other_country"] > 0) & (found["country_outside"] == 0)
    common = (laid.matched < _COMMON) | (unknown & (laid.matched < _COMMON_AFAR))
    return np.asarray((other | unknown | abroad) & common & (found["city_outside"] == 0))


def only_a_place(weighed: Weighed) -> np.ndarray:
    """For each candidate: whether all that the mention has of its name is a town or a region, and more is lacking."""
    return np.asarray((weighed.features["is_place"] > 0) & (weighed.candidates.missing > _LACKING))


def placed(weighed: Weighed) -> np.ndarray:
    """For each candidate: whether its city or region is named in the mention, or stands beside it."""
    found = weighed.features
    return np.asarray((found["city_outside"] > 0) | (found["city_inside"] > 0) | (found["region_outside"] > 0))
