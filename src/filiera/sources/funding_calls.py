"""Topics of the EU Funding & Tenders portal as JSON: a list, or one a line.

Body: ``programme``, ``cluster``, ``call``, ``call_title``, ``action_types``, ``deadlines``, ``deadline_model``,
``budget_min``, ``budget_max`` (euro per grant), ``expected_grants``, ``keywords``, ``url``, ``description``,
``conditions``.
"""

from __future__ import annotations

from typing import Any

import msgspec

from filiera.sources.json_documents import at, count_of, documents, text_at
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows, filled

VERSION = 3
REGISTER = "eu-funding-tenders"


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such a file."""

    texts: bool = True
    """Whether descriptions and conditions are kept; without them an index is left."""


def parse(data: bytes, options: Options) -> Parsed:
    """Each topic as a record.

    Raises:
        SourceError: it is no JSON.
    """
    rows, read = Rows(), 0
    for line, document in documents(data):
        read += 1
        try:
            topic = msgspec.json.decode(document)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            rows.refused.append(Refusal("is no topic: {problem}", line, {"problem": str(error)[:120]}))
            continue
        if not text_at(topic, "topicId"):
            rows.refused.append(Refusal("has no id", line))
            continue
        _add(rows, topic, line, options)
    return rows.parsed(read)


def _add(rows: Rows, topic: Any, line: int, options: Options) -> None:
    id, call = text_at(topic, "topicId"), text_at(topic, "callIdentifier")
    deadline = text_at(topic, "deadline")
    ends = rows.date(deadline[:10], "deadline", line)
    keywords = [word.strip() for word in text_at(topic, "keywords").split(",")]
    body = filled(
        programme=text_at(topic, "programme"),
        cluster=text_at(topic, "cluster"),
        call=call,
        call_title=text_at(topic, "callTitle"),
        action_types=text_at(topic, "typesOfAction"),
        deadlines=[deadline] if ends else [],
        deadline_model=text_at(topic, "deadlineModel"),
        budget_min=count_of(text_at(topic, "budgetMin")),
        budget_max=count_of(text_at(topic, "budgetMax")),
        expected_grants=count_of(text_at(topic, "expectedGrants")),
        keywords=list(dict.fromkeys(word for word in keywords if word and word not in (id, call))),
        url=text_at(topic, "portalUrl"),
        description=rows.text(text_at(topic, "description")) if options.texts else "",
        conditions=rows.text(text_at(topic, "topicConditions")) if options.texts else "",
    )
    if at(topic, "supportInfo"):
        # A page of contacts.
        rows.drop("contact page")
    rows.record(
        "call",
        REGISTER,
        id,
        title=text_at(topic, "title"),
        body=body,
        line=line,
        language="en",
        status=text_at(topic, "callStatus"),
        ends=ends,
    )
