"""Notices of TED, the EU's journal of public procurement: R2.0.9 forms until 2023, eForms since.

Body: ``form``, ``document_type``, ``procedure``, ``contract_nature``, ``cpv`` (main code first), ``nuts``, ``value``,
``currency``, ``criteria`` (kind, name, weight), ``lots``, ``awards`` (winners, value, currency), ``dispatched``, and
``invented`` for the example notices of the eForms kit. Contact points, e-mail addresses, telephone and fax numbers are
counted and dropped; so is a winner that a notice says to be a natural person.
"""

from __future__ import annotations

import msgspec

from filiera.errors import SourceError
from filiera.sources.eforms import eforms_notice
from filiera.sources.hardened_xml import local, root_of
from filiera.sources.parsed import Parsed
from filiera.sources.rows import Rows
from filiera.sources.ted_forms import ted_notice
from filiera.sources.unpacking import gunzipped

VERSION = 2
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
    root = root_of(gunzipped(data))
    rows, name = Rows(), local(root)
    if name == "TED_EXPORT":
        ted_notice(rows, root, invented=options.invented)
    elif name in UBL:
        eforms_notice(rows, root, invented=options.invented)
    else:
        raise SourceError(
            "is no notice: its root is '{name}'",
            remedy="see that it is a notice of TED, R2.0.9 or eForms",
            words={"name": name[:40]},
        )
    return rows.parsed(1)
