"""Reports as a service: what they can be about, which version they name, what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from filiera.errors import AddressError, UsageError
from filiera.services.build import build
from filiera.services.store import open_evidence
from tests.built_homes import BuiltHomes
from tests.portal.packs import copy_of_exemple

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    """A home with the invented region's evidence."""
    copy_of_exemple(tmp_path / "packs")
    return built_homes.copy("exemple", tmp_path / "home")


def send(home: Path, address: str, text: str = "Not what the yearbook says.", at: datetime = NOW) -> str:
    from filiera.services.reports import Words, new_form, send_report, subject

    with open_evidence(home) as evidence:
        words = Words("value", text, "", "reader@example.org", new_form())
        about = subject(evidence, address)
        return send_report(home, evidence, about, words, language="en", machine=text, key="k", now=at).receipt


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of the copied pack and build again."""
    path = folder / "packs" / "exemple" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    build(folder / "packs" / "exemple", folder / "home")


@pytest.mark.parametrize("address", ["claim/beds", "observation/beds-2018", "figure/hospital-beds"])
def test_a_report_names_the_version_of_what_was_read_and_not_of_all_else(
    home: Path, tmp_path: Path, address: str
) -> None:
    from filiera.services.reports import subject

    with open_evidence(home) as evidence:
        before, built = subject(evidence, address).version, evidence.version.hash
    change(tmp_path, "pack.yml", "Vallclara", "Vallclara nova")
    with open_evidence(home) as evidence:
        assert evidence.version.hash != built
        assert subject(evidence, address).version == before


@pytest.mark.parametrize("address", ["", "claim", "claim/", "claim/none", "figure/none", "work/x", "organisation/none"])
def test_nothing_else_can_be_reported_on(home: Path, address: str) -> None:
    from filiera.services.reports import subject

    with open_evidence(home) as evidence, pytest.raises(AddressError):
        subject(evidence, address)


def test_what_became_of_a_report_is_known_after_any_build(home: Path, tmp_path: Path) -> None:
    from filiera.services.moderation import answer_report, list_reports
    from filiera.services.outcomes import outcomes

    send(home, "figure/hospital-beds")
    answer_report(home, 1, "accepted", {"en": "Being checked."}, by="editor")
    assert (outcomes(home, list_reports(home))[1].shown, outcomes(home, list_reports(home))[1].row) == (True, "same")
    change(tmp_path, "pack.yml", "Vallclara", "Vallclara nova")
    outcome = outcomes(home, list_reports(home))[1]
    assert (outcome.shown, outcome.row) == (False, "same")
    assert [step.action for step in outcome.history] == ["sent", "accepted"]


def test_a_report_about_what_is_no_longer_there_stays(home: Path) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Report
    from filiera.services.moderation import list_reports
    from filiera.services.outcomes import outcomes
    from filiera.services.reports import report_of_receipt

    receipt = send(home, "claim/beds")
    with opened(home):
        Report.objects.update(address="claim/retired")
    assert outcomes(home, list_reports(home))[1].row == "gone"
    assert report_of_receipt(home, receipt) is not None


def test_the_promise_to_erase_is_kept_without_a_timer(home: Path) -> None:
    from filiera.services.moderation import list_reports
    from filiera.services.report_limits import RETENTION

    send(home, "claim/beds", "Written long ago.", NOW - timedelta(days=31 * RETENTION))
    assert [report.text for report in list_reports(home)] == ["Written long ago."]
    send(home, "claim/beds", "Written today.")
    assert [(report.text, report.email) for report in list_reports(home)] == [
        ("", ""),
        ("Written today.", "reader@example.org"),
    ]


def test_no_parameter_makes_the_limits_senseless(home: Path, tmp_path: Path) -> None:
    from filiera.services.report_limits import limits, retention_months

    rows = "".join(
        f'- id: {id}\n  value: "{value}"\n  unit: count\n  label: {{ca: Prova, en: Trial}}\n'
        f'  reference: "Assumption, for tests."\n  date: "2026-11-26"\n'
        for id, value in (
            ("reports-of-one-in-an-hour", "0"),
            ("reports-of-all-in-an-hour", "12.5"),
            ("reports-kept-for", "0"),
        )
    )
    (tmp_path / "packs" / "exemple" / "parameters" / "reports.yml").write_text(rows, "utf-8")
    build(tmp_path / "packs" / "exemple", home)
    with open_evidence(home) as evidence:
        assert limits(evidence).of_one_in_an_hour == 1
        assert limits(evidence).of_all_in_an_hour == 12
        assert retention_months(evidence) == 1


@pytest.mark.parametrize("sentence", ["x" * 601, "two\nlines", "a bell \x07", "turned \u202e round"])
def test_an_editors_sentence_is_one_plain_paragraph(home: Path, sentence: str) -> None:
    from filiera.services.moderation import answer_report

    send(home, "claim/beds")
    with pytest.raises(UsageError, match="longer than a paragraph, or holds control characters"):
        answer_report(home, 1, "accepted", {"en": sentence}, by="editor")
