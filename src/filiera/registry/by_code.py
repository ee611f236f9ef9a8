"""Codes decide at once, and forbid: who bears another code of the same register is another organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyarrow as pa

from filiera.registry.register import Register
from filiera.registry.tables import LINKS, Tier


class CodeIndex:
    """Which organisation of a register bears which code."""

    def __init__(self, register: Register) -> None:
        bearers: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in register.entries:
            for told in entry.codes:
                code, _, years = told.partition("@")
                bearers[code][entry.id] = years
        self._borne: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for code, found in bearers.items():
            for organisation in found:
                self._borne[organisation][code.partition(":")[0]].add(code)
        # A code that two bear decides nothing.
        self._bearer = {code: next(iter(found.items())) for code, found in bearers.items() if len(found) == 1}

    def link(self, mentions: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
        """The links that codes decide (``LINKS``), and the mentions (``MENTIONS``) of which they decide nothing."""
        rows, left = [], []
        for place, (id, codes) in enumerate(
            zip(mentions.column("mention_id").to_pylist(), mentions.column("codes").to_pylist(), strict=True)
        ):
            meant = dict(self._meant(codes or ""))
            if not meant:
                left.append(place)
            rows += [(id, organisation, 1.0, Tier.LINK.value, reason) for organisation, reason in sorted(meant.items())]
        columns = list(zip(*rows, strict=True)) or [()] * len(LINKS)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=LINKS), mentions.take(pa.array(left, pa.int32()))

    def allowed(self, links: pa.RecordBatch, mentions: pa.RecordBatch) -> pa.RecordBatch:
        """The links (``LINKS``) without those that codes forbid.

        Forbidden is an organisation that bears codes of a register, now or earlier, where the mention bears a code of
        the same register that is none of them.
        """
        codes = dict(zip(mentions.column("mention_id").to_pylist(), mentions.column("codes").to_pylist(), strict=True))
        pairs = zip(links.column("mention_id").to_pylist(), links.column("organisation_id").to_pylist(), strict=True)
        kept = [not self._forbidden(codes[mention] or "", organisation) for mention, organisation in pairs]
        return links.filter(pa.array(kept, pa.bool_()))

    def _forbidden(self, codes: str, organisation: str) -> bool:
        stated: dict[str, set[str]] = defaultdict(set)
        for code in filter(None, map(str.strip, codes.split(";"))):
            stated[code.partition(":")[0]].add(code)
        borne = self._borne.get(organisation, {})
        return any(register in borne and not borne[register] & own for register, own in stated.items())

    def _meant(self, codes: str) -> Iterator[tuple[str, str]]:
        for code in filter(None, map(str.strip, codes.split(";"))):
            if code in self._bearer:
                organisation, years = self._bearer[code]
                yield organisation, f"code {code}, which it bore in {years}" if years else f"code {code}"
