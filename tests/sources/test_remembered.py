"""Files that are parsed together keep their names, and one that is not of the format does not stop the others."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filiera.errors import SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.holdings import Holding, brought
from filiera.sources.remembered import remember

NOTICE = """<TED_EXPORT><CODED_DATA_SECTION><NO_DOC_OJS>{number}</NO_DOC_OJS></CODED_DATA_SECTION><FORM_SECTION>
<F03 CATEGORY="ORIGINAL"><OBJECT_CONTRACT><TITLE><P>Llits</P></TITLE></OBJECT_CONTRACT></F03></FORM_SECTION>
</TED_EXPORT>"""


def held(folder: Path, **files: str) -> Holding:
    for name, text in files.items():
        (folder / f"{name}.xml").write_text(text)
    return brought([Dataset(id="avisos", work="invented", format="ted", files="*.xml")], folder)[0]


def test_files_parsed_together_keep_their_names(tmp_path: Path) -> None:
    holding = held(tmp_path, a=NOTICE.format(number=1), b="<other/>", c=NOTICE.format(number=3))
    known = remember(holding, [], tmp_path / "store")
    assert (known.report.rows, known.report.refused) == (3, 1)
    assert [(name, line, words) for name, line, _, words in known.report.refusals] == [("b.xml", 1, {"name": "other"})]
    records = pq.read_table(known.folder / "records.parquet").to_pylist()
    assert [(row["id"], row["file"], row["line"]) for row in records] == [("1", "a.xml", 1), ("3", "c.xml", 1)]


def test_where_no_file_is_of_the_format_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        remember(held(tmp_path, a="<other/>", b="<another/>"), [], tmp_path / "store")
    assert "a.xml" in str(caught.value) and caught.value.remedy
