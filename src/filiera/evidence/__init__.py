"""The evidence store: what a build produced, under addresses that stay and hashes that prove.

A build writes one DuckDB file beside the current one, verifies it and only then moves the pointer
``current``; readers follow the pointer. The shape of the tables is ``sql/schema.sql``.
"""

from filiera.evidence.building import write_evidence
from filiera.evidence.content import Tables
from filiera.evidence.difference import Change, diff_evidence
from filiera.evidence.reading import Evidence
from filiera.evidence.verification import verify_evidence
from filiera.evidence.versions import EvidenceVersion, current_version, filiera_home, kept_versions

__all__ = [
    "Change",
    "Evidence",
    "EvidenceVersion",
    "Tables",
    "current_version",
    "diff_evidence",
    "filiera_home",
    "kept_versions",
    "verify_evidence",
    "write_evidence",
]
