"""Schemathesis asks what nobody would think of: no answer is a server error, and each is of its specified shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import hypothesis
import hypothesis.errors
import pytest

schemathesis = pytest.importorskip("schemathesis")
OPERATIONS = 19
WITH_FORM = 12
"""Addresses whose parameters have a form that may be missed."""
EXAMPLES = 20
"""Of each address and kind: about half a minute in all."""


@pytest.fixture
def application(exemple: Any) -> Callable[..., Iterable[bytes]]:
    """The portal over the invented region, in this process; its answers not packed."""
    from django.core.wsgi import get_wsgi_application

    inner = get_wsgi_application()

    def plain(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        answer: Iterable[bytes] = inner(environ | {"HTTP_ACCEPT_ENCODING": "identity"}, start)
        return answer

    return plain


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_question_breaks_it(application: Any, mode: str) -> None:
    from schemathesis.checks import CHECKS

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    # Values of filters are those of the evidence: the specification cannot know them, so 400 answers what it allows.
    left_out = [CHECKS.get_one("positive_data_acceptance")]
    asked: dict[str, int] = {}
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        try:
            _ask(operation, schemathesis.GenerationMode(mode), left_out, asked)
        except hypothesis.errors.Unsatisfiable:
            assert mode == "negative", "an address where nothing can be asked wrongly: any id is of the right form"
    assert len(operations) == OPERATIONS
    assert len(asked) >= (OPERATIONS if mode == "positive" else WITH_FORM), asked
    assert sum(asked.values()) >= WITH_FORM * EXAMPLES


def _ask(operation: Any, mode: Any, left_out: list[Any], asked: dict[str, int]) -> None:
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        asked[operation.label] = asked.get(operation.label, 0) + 1
        case.call_and_validate(excluded_checks=left_out)

    ask()
