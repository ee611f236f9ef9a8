"""Notices of TED, the EU's journal of public procurement: R2.0.9 forms until 2023, eForms since.

Body: ``form``, ``document_type``, ``procedure``, ``contract_nature``, ``legal_basis``, ``cpv`` (main code first),
``nuts``, ``value``, ``estimated_value``, ``currency``, ``criteria`` (kind, name, weight), ``lots``, ``awards`` (lot,
winners, value, estimated_value, currency, concluded), ``dispatched``, and ``invented`` for example notices of the
eForms kit. Contact points, e-mail addresses, telephone and fax numbers are counted and dropped; so is a winner that a
notice says to be a natural person.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from filiera.errors import SourceError
from filiera.sources.eforms import eforms_notice
from filiera.sources.hardened_xml import local, root_of
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows
from filiera.sources.ted_forms import ted_notice
from filiera.sources.unpacking import gunzipped

VERSION = 5
UBL = {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice"}


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such a file."""

    invented: bool = False
    """An example that no authority has published: it is kept apart."""


def parse(data: bytes, options: Options) -> Parsed:
    """One notice as a record, its buyers, winners and review bodies as mentions.

    Raises:
        SourceError: it is no notice of either family.
    """
    rows = Rows()
    read_into(rows, data, options)
    return rows.parsed(1)


def parse_many(files: Sequence[bytes], options: Options) -> Parsed:
    """Many notices at once: tables are made once, not for each of them. ``line`` is the place of a notice among them,
    from one; what is no notice is refused under its place."""
    rows = Rows()
    for place, data in enumerate(files, 1):
        try:
            read_into(rows, data, options, place)
        except SourceError as error:
            rows.refused.append(
                Refusal(error.message.template, place, {name: str(word) for name, word in error.message.words.items()})
            )
    return rows.parsed(len(files))


def read_into(rows: Rows, data: bytes, options: Options, line: int = 1) -> None:
    """Add one notice to what has been found.

    Raises:
        SourceError: it is no notice of either family; nothing of it has been added.
    """
    root = root_of(gunzipped(data))
    name = local(root)
    if name == "TED_EXPORT":
        ted_notice(rows, root, line, invented=options.invented)
    elif name in UBL:
        eforms_notice(rows, root, line, invented=options.invented)
    else:
        raise SourceError(
            "is no notice: its root is '{name}'",
            remedy="see that it is a notice of TED, R2.0.9 or eForms",
            words={"name": name[:40]},
        )
