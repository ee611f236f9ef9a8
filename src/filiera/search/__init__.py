"""One text index over all that a hub holds: accents, slips and languages forgiven.

SQLite FTS5, derived from the evidence and named by its hash. A concept of the packs is a word of the index, so
that a question in one language finds what is written in another.
"""

from filiera.search.building import build_index
from filiera.search.document import Document, Holdings, Synonyms
from filiera.search.files import index_path, retire
from filiera.search.index import FARTHEST, Index
from filiera.search.marking import Part
from filiera.search.question import LONGEST
from filiera.search.results import Hit, Results

__all__ = [
    "FARTHEST",
    "LONGEST",
    "Document",
    "Hit",
    "Holdings",
    "Index",
    "Part",
    "Results",
    "Synonyms",
    "build_index",
    "index_path",
    "retire",
]
