"""Reporting an error: the form, the receipt, the note on the page; what is refused, and what nobody may see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.built_homes import BuiltHomes
from tests.contributions_store import asked, everything, impatient, kept
from tests.portal.packs import copy_of_exemple

Portal = Any
TEXT = "The yearbook gives another number on page 12."


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    """A home with the invented region's evidence, and no contribution yet."""

    copy_of_exemple(tmp_path / "packs")
    return built_homes.copy("exemple", tmp_path / "home")


@pytest.fixture
def portal(open_portal: Callable[[Path], Portal], home: Path) -> Portal:
    """A client of that home's portal."""
    return open_portal(home)


@pytest.fixture
def claim(home: Path) -> str:
    """The address of some claim."""
    from filiera.services.figures import all_figures
    from filiera.services.store import open_evidence

    with open_evidence(home) as evidence:
        return all_figures(evidence)[0].address


def form_of(portal: Portal, address: str) -> dict[str, str]:
    """The form of an address, as a reader gets it, with an answer to each question."""
    page = portal.get(f"/en/report/{address}/").content.decode()
    form = re.search(r'name="form" value="([^"]+)"', page)
    assert form is not None
    return {"kind": "value", "text": TEXT, "source": "", "email": "reader@example.org", "form": form[1]}


def send(portal: Portal, address: str, **changes: str) -> Any:
    return portal.post(f"/en/report/{address}/", form_of(portal, address) | changes)


def test_every_figure_claim_and_organisation_leads_to_a_form(portal: Portal, home: Path, claim: str) -> None:
    from filiera.services.figures import all_figures
    from filiera.services.organisations import all_organisations
    from filiera.services.store import open_evidence

    with open_evidence(home) as evidence:
        organisation = next(iter(all_organisations(evidence)))
        indicator = evidence.rows("indicator")[0]["id"]
        observation = next(f.address for f in all_figures(evidence) if f.address.startswith("observation/"))
    for address in (claim, observation, organisation, f"figure/{indicator}"):
        assert f'href="/en/report/{address}/"' in portal.get(f"/en/{address}/").content.decode()
        assert portal.get(f"/en/report/{address}/").status_code == 200


def test_a_report_arrives_once_however_often_it_is_sent(portal: Portal, home: Path, claim: str) -> None:
    from filiera.services.moderation import list_reports

    form = form_of(portal, claim)
    first = portal.post(f"/en/report/{claim}/", form)
    second = portal.post(f"/en/report/{claim}/", form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    (report,) = list_reports(home)
    assert (report.address, report.text, report.email, report.status) == (claim, TEXT, "reader@example.org", "new")
    assert report.version and report.evidence


def test_the_receipt_shows_the_report_and_takes_it_back(portal: Portal, home: Path, claim: str) -> None:
    from filiera.services.moderation import list_reports

    receipt = send(portal, claim)["Location"]
    page = portal.get(receipt)
    assert TEXT in page.content.decode()
    assert f"<code>http://testserver{receipt}</code>" in page.content.decode(), "the code can be written down"
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex"
    assert portal.post(receipt, {"erase": "nothing known"}).status_code == 400
    assert list_reports(home)[0].email == "reader@example.org", "nothing is erased that nobody has asked for"
    portal.post(receipt, {"erase": "email"})
    assert list_reports(home)[0].email == "" and list_reports(home)[0].text == TEXT
    portal.post(receipt, {"erase": "all"})
    assert list_reports(home)[0].text == "" and list_reports(home)[0].erased is not None
    assert TEXT not in portal.get(receipt).content.decode()
    assert b"reader@example.org" not in everything(home)


def test_an_accepted_report_is_shown_until_a_build_brings_other_evidence(
    portal: Portal, home: Path, claim: str, tmp_path: Path
) -> None:
    from filiera.services.build import build
    from filiera.services.moderation import answer_report, list_reports

    send(portal, claim)
    page = f"/en/{claim}/"
    assert "Under review" not in portal.get(page).content.decode()
    answer_report(home, 1, "accepted", {"en": "The total is being checked.", "ca": "Es revisa el total."}, by="editor")
    shown = portal.get(page).content.decode()
    assert "Under review" in shown and "The total is being checked." in shown
    assert TEXT not in shown and "example.org" not in shown
    assert "Es revisa el total." in portal.get(page.replace("/en/", "/ca/")).content.decode()

    build(tmp_path / "packs" / "exemple", home)
    assert "Under review" in portal.get(page).content.decode(), "the same evidence again settles nothing"
    manifest = tmp_path / "packs" / "exemple" / "pack.yml"
    manifest.write_text(manifest.read_text("utf-8").replace("Vallclara", "Vallclara nova", 1), "utf-8")
    build(tmp_path / "packs" / "exemple", home)
    assert "Under review" not in portal.get(page).content.decode()
    assert [report.status for report in list_reports(home)] == ["accepted"], "the report survives every build"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "8 November 2026"), ("it", "8 novembre 2026"), ("ca", "8 de novembre del 2026")]
)
def test_dates_are_written_as_a_newspaper_writes_them(django_ready: None, language: str, written: str) -> None:
    from django.utils import translation

    from filiera.portal.templatetags.reports import long_date

    with translation.override(language):
        assert long_date(datetime(2026, 11, 8, tzinfo=UTC)) == written


def test_a_rebuild_between_form_and_sending_loses_nothing(
    portal: Portal, home: Path, claim: str, tmp_path: Path
) -> None:
    from filiera.services.build import build
    from filiera.services.moderation import list_reports

    form = form_of(portal, claim)
    manifest = tmp_path / "packs" / "exemple" / "pack.yml"
    manifest.write_text(manifest.read_text("utf-8").replace("Vallclara", "Vallclara nova", 1), "utf-8")
    build(tmp_path / "packs" / "exemple", home)
    assert portal.post(f"/en/report/{claim}/", form).status_code == 302
    assert len(list_reports(home)) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": ""}, "Please choose what is not right."),
        ({"kind": "other' OR 1=1"}, "Please choose one of the answers."),
        ({"text": ""}, "Please say what should be different."),
        ({"text": "short"}, "Please say it in a few more words."),
        ({"text": "x" * 4001}, "Please say it in 4000 characters; you have written 4001."),
        ({"text": "control \x07 characters"}, "Please leave out control characters."),
        ({"text": "a null \x00 character"}, "Please leave out control characters."),
        ({"text": "another order \u202e than was written"}, "Please leave out control characters."),
        ({"source": "y" * 501}, "Please say it in 500 characters; you have written 501."),
        ({"email": "nobody@"}, "This is no e-mail address. You may leave it empty."),
        ({"form": "../../etc"}, "The form had expired."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    portal: Portal, home: Path, claim: str, changes: dict[str, str], says: str
) -> None:
    from filiera.services.moderation import list_reports

    answer = send(portal, claim, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    if "text" not in changes:
        assert TEXT in page
    assert list_reports(home) == []


def test_markup_is_stored_and_shown_as_the_text_it_is(portal: Portal, home: Path, claim: str) -> None:
    receipt = send(portal, claim, text="<script>alert(1)</script> & more of it")["Location"]
    page = portal.get(receipt).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page and "<script>alert" not in page


def test_a_flood_is_refused_before_it_is_read(portal: Portal, claim: str) -> None:
    assert send(portal, claim, text="z" * 100_000).status_code in (400, 413)


@pytest.mark.parametrize("address", ["claim/none", "producer/eurostat", "organisation/%3Cb%3E", "claim/../secret"])
def test_what_is_no_address_has_no_form(portal: Portal, address: str) -> None:
    assert portal.get(f"/en/report/{address}/").status_code == 404


@pytest.mark.parametrize("code", ["0" * 32, "short", "0" * 31 + "g"])
def test_an_unknown_receipt_shows_nothing(portal: Portal, code: str) -> None:
    assert portal.get(f"/en/your-report/{code}/").status_code == 404
    assert portal.post(f"/en/your-report/{code}/", {"erase": "all"}).status_code == 404


def test_other_methods_are_refused(portal: Portal, claim: str) -> None:
    for method in (portal.put, portal.delete, portal.patch):
        assert method(f"/en/report/{claim}/").status_code == 405


def test_another_site_cannot_send_in_a_readers_name(
    open_portal: Callable[[Path], Portal], home: Path, claim: str
) -> None:
    from django.test import Client

    open_portal(home)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    form = form_of(strict, claim)
    refused = strict.post(f"/en/report/{claim}/", form)
    assert refused.status_code == 403 and "The form has expired" in refused.content.decode()
    tampered = form | {"csrfmiddlewaretoken": "x" * 64}
    assert strict.post(f"/en/report/{claim}/", tampered).status_code == 403


def test_reading_sets_no_cookie_and_a_form_one_strict_one(portal: Portal, claim: str) -> None:
    for page in ("/en/", f"/en/{claim}/", "/en/ledger/"):
        assert not portal.get(page).cookies
    (cookie,) = portal.get(f"/en/report/{claim}/").cookies.values()
    assert (cookie.key, cookie["samesite"], bool(cookie["httponly"])) == ("form", "Strict", True)


def test_one_sender_waits_after_some_reports_and_others_do_not(portal: Portal, home: Path, claim: str) -> None:
    from filiera.contributions.throttle import Limits
    from filiera.services.moderation import list_reports

    for _ in range(Limits().of_one_in_an_hour):
        assert send(portal, claim).status_code == 302
    refused = send(portal, claim)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert TEXT in refused.content.decode()
    assert len(list_reports(home)) == Limits().of_one_in_an_hour
    other = portal.post(f"/en/report/{claim}/", form_of(portal, claim), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302
    assert b"192.0.2.7" not in everything(home), "the address of a machine is never stored"


def test_a_store_that_cannot_be_written_keeps_the_readers_words(portal: Portal, home: Path, claim: str) -> None:
    form = form_of(portal, claim)
    (home / "contributions").write_text("in the way")
    answer = portal.post(f"/en/report/{claim}/", form)
    assert answer.status_code == 503 and TEXT in answer.content.decode()
    (home / "contributions").unlink()
    assert portal.post(f"/en/report/{claim}/", form).status_code == 302


def test_a_store_that_another_keeps_keeps_the_readers_words(portal: Portal, home: Path, claim: str) -> None:
    send(portal, claim)
    form = form_of(portal, claim) | {"text": "Another report, sent while the store is kept."}
    with impatient(), kept(home):
        answer = portal.post(f"/en/report/{claim}/", form)
        assert answer.status_code == 503 and form["text"] in answer.content.decode()
        assert portal.get(f"/en/{claim}/").status_code == 200, "reading does not wait for writers"
    assert portal.post(f"/en/report/{claim}/", form).status_code == 302


def test_pages_stay_kept_whatever_senders_do_and_change_with_an_editors_answer(
    portal: Portal, home: Path, claim: str
) -> None:
    from filiera.services.moderation import answer_report
    from filiera.services.write_side import contributions_revision

    receipt = send(portal, claim)["Location"]
    before = contributions_revision(home)
    for erase in ("email", "all", "all"):
        portal.post(receipt, {"erase": erase})
    send(portal, claim)
    assert contributions_revision(home) == before
    answer_report(home, 2, "accepted", {"en": "Being checked."}, by="editor")
    assert contributions_revision(home) != before
    assert "Being checked." in portal.get(f"/en/{claim}/").content.decode()
    answer_report(home, 2, "closed", {}, by="editor")
    assert "Being checked." not in portal.get(f"/en/{claim}/").content.decode()


def test_a_corrected_report_sent_after_going_back_is_not_lost(portal: Portal, home: Path, claim: str) -> None:
    from filiera.services.moderation import list_reports

    form = form_of(portal, claim)
    first = portal.post(f"/en/report/{claim}/", form)["Location"]
    second = portal.post(f"/en/report/{claim}/", form | {"text": "No, it is on page 13 of the yearbook."})["Location"]
    assert first != second
    assert [report.text for report in list_reports(home)] == [TEXT, "No, it is on page 13 of the yearbook."]


def test_a_complaint_is_where_the_reader_is_put_and_belongs_to_its_field(portal: Portal, claim: str) -> None:
    page = send(portal, claim, text="", email="nobody@").content.decode()
    assert re.search(r'<div class="notice" role="alert" tabindex="-1" autofocus', page)
    for field in ("id_text", "id_email"):
        control = re.search(rf'<(?:input|textarea)[^>]*id="{field}"[^>]*>', page)
        assert control is not None
        described = re.search(r'aria-describedby="([^"]+)"', control[0])
        assert described is not None and f"{field}_error" in described[1].split()
        assert f'id="{field}_error"' in page and 'aria-invalid="true"' in control[0]


def test_a_damaged_store_does_not_take_the_pages_down(portal: Portal, home: Path, claim: str) -> None:
    from filiera.services.moderation import answer_report

    send(portal, claim)
    answer_report(home, 1, "accepted", {"en": "Being checked."}, by="editor")
    shutil.rmtree(home / "contributions")
    assert portal.get(f"/en/{claim}/").status_code == 200


def test_the_audit_log_knows_who_did_what_and_nothing_of_what_was_written(
    portal: Portal, home: Path, claim: str
) -> None:
    from filiera.services.moderation import answer_report, erase

    receipt = send(portal, claim)["Location"]
    answer_report(home, 1, "rejected", {}, by="ada")
    erase(home, email="READER@example.org", by="ada")
    rows = asked(home, "SELECT by, action, report FROM contributions_auditentry ORDER BY id")
    assert rows == [("sender", "sent", 1), ("ada", "rejected", 1), ("ada", "erased", 1)]
    assert "Nothing: what you wrote has been erased." in portal.get(receipt).content.decode()


def test_lines_of_the_audit_log_are_only_added(portal: Portal, home: Path, claim: str) -> None:
    send(portal, claim)
    from filiera.contributions.database import opened
    from filiera.contributions.models import AuditEntry

    with opened(home):
        entry = AuditEntry.objects.get()
        with pytest.raises(TypeError):
            entry.delete()
        with pytest.raises(TypeError):
            entry.save()
