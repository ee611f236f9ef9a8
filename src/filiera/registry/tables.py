"""What goes into linking and what comes out of it, as Arrow tables."""

from __future__ import annotations

from enum import StrEnum

import pyarrow as pa


class Tier(StrEnum):
    """What a score is good for."""

    LINK = "link"
    """Sure enough to be used."""
    ASK = "ask"
    """A person decides."""
    LEAVE = "leave"
    """Not the same; written out only where reasons are asked for."""


MENTIONS = pa.schema(
    [
        pa.field("mention_id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("city", pa.string()),
        pa.field("country", pa.string()),  # ISO 3166-1, two letters, or the country's name as the source writes it
        pa.field("codes", pa.string()),  # 'register:code;register:code'
    ]
)
"""One row a mention: an organisation's name as it stands in a record."""

LINKS = pa.schema(
    [
        pa.field("mention_id", pa.string(), nullable=False),
        pa.field("organisation_id", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),  # calibrated probability that the mention means it
        pa.field("tier", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),  # which features spoke for and against, readable
    ]
)
"""None, one or several rows a mention: an organisation that it means. No row: none that is known."""
