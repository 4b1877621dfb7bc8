"""Bringing in claims that others checked, on pages."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.exchange.incoming import services
from claims.exchange.incoming.models import Incoming, OutsideVerdict, ReportedAppearance
from claims.records.models import Claim
from tests.claims.exchange.incoming.samples import AVERITEC, CLAIMREVIEW, TABLE, lines
from tests.claims.scene import decide
from tests.claims.web.scenes import EVERYONE, Desk, queries

START = "/desk/claims/import/"
MAY = {"ann", "bea", "eve", "tom", "max"}


def sent(desk: Desk, name: str, payload: bytes = b"", **more: Any) -> Any:
    file = SimpleUploadedFile("claims.jsonl", payload)
    given = {"file": file} if payload else {}
    return desk.browser(name).post(START, {**given, **more})


def ready(desk: Desk, payload: bytes) -> Incoming:
    row = services.request_import(desk.cast.desk, name="x.jsonl", payload=payload, by=desk.cast.ann)
    return services.read_import(row)


def done(desk: Desk, payload: bytes) -> Incoming:
    row = services.accept_import(ready(desk, payload), by=desk.cast.ann)
    return services.run_import(row)


def page_of(desk: Desk, name: str, path: str) -> str:
    return desk.browser(name).get(path).content.decode()


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_bring_in_a_file(desk: Desk, name: str) -> None:
    answer = sent(desk, name, lines(AVERITEC))
    status = {"sam": 403, "sue": 403, "ron": 403, "nobody": 302}
    assert Incoming.objects.exists() == (name in MAY or name == "olga")
    assert answer.status_code == status.get(name, 302)
    if name == "olga":  # It came into her own workspace.
        assert Incoming.objects.get().workspace == desk.cast.elsewhere


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("verb", ["", "map/", "accept/", "take-back/", "broken.jsonl"])
def test_a_file_is_there_for_those_who_check(desk: Desk, name: str, verb: str) -> None:
    row = ready(desk, lines(AVERITEC))
    browser, path = desk.browser(name), f"{START}{row.pk}/{verb}"
    answer = browser.get(path) if verb in {"", "broken.jsonl"} else browser.post(path)
    if name in MAY:
        assert answer.status_code in {200, 302, 400}
    else:
        assert answer.status_code == (302 if name == "nobody" else 404)
        assert Incoming.objects.get().state == "ready"


def test_from_the_file_to_the_claim_and_back(desk: Desk) -> None:
    browser = desk.browser("ann")
    answer = browser.post(START, {"file": SimpleUploadedFile("c.jsonl", lines(AVERITEC, {}))})
    path = answer["Location"]
    row = Incoming.objects.get()
    assert "every 1s" in browser.get(path).content.decode()
    services.read_import(row)
    text = browser.get(path).content.decode()
    assert "every 1s" not in text
    assert "The eastern pier was closed for a year." in text
    assert "1 claim, 1 verdict of others" in text
    assert not Claim.objects.exists()
    browser.post(f"{path}accept/")
    services.run_import(Incoming.objects.get())
    assert "1 new claim" in browser.get(path).content.decode()
    claim = Claim.objects.get()
    text = browser.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "What others found" in text
    assert "checks.example" in text
    assert "Not checked yet" in text  # By us.
    browser.post(f"{path}take-back/")
    assert Claim.objects.get().deleted_at is not None


def test_the_history_of_the_claim_tells_of_it(desk: Desk) -> None:
    done(desk, lines(AVERITEC))
    text = page_of(desk, "ann", f"/desk/claims/{Claim.objects.get().pk}/history/")
    assert "added what others found" in text
    assert "added where others say it stands" in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "one of them"),
        ({"address": "ftp://x/"}, "valid URL"),
        ({"address": "https://a.example/", "form": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_missing_is_said(desk: Desk, more: dict[str, Any], said: str) -> None:
    answer = sent(desk, "ann", **more)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_file_that_is_none_is_told_in_words(desk: Desk) -> None:
    row = ready(desk, b"Hello")
    assert "neither JSON" in page_of(desk, "ann", f"{START}{row.pk}/")


def test_columns_and_ratings_are_chosen_on_the_page(desk: Desk) -> None:
    row = ready(desk, TABLE.encode())
    text = page_of(desk, "ann", f"{START}{row.pk}/")
    assert "What the columns hold" in text
    number = [one["label"] for one in row.report["ratings"]].index("Wobbly")
    given = {
        "version": row.version,
        "column-statement": "Claim",
        "column-label": "Rating",
        f"rating-{number}": "mixed",
    }
    path = f"{START}{row.pk}/map/"
    assert desk.browser("ann").post(path, given).status_code == 302
    row = services.read_import(Incoming.objects.get())
    assert row.ratings == {"Wobbly": "mixed"}
    assert "claimant" not in row.report["columns"]  # It was emptied.
    stale = desk.browser("ann").post(path, given)
    assert stale.status_code == 400
    assert "changed by someone else" in stale.content.decode()


def test_the_broken_rows_are_given_back_word_for_word(desk: Desk) -> None:
    bad = {"claim": "", "label": "<b>", "questions": []}
    row = ready(desk, lines(AVERITEC, bad) + b"\n{")
    answer: Any = desk.browser("ann").get(f"{START}{row.pk}/broken.jsonl")
    told = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [(one["row"], one["raw"]) for one in told] == [(2, bad), (3, None)]


def test_ten_thousand_broken_rows_make_a_short_page(desk: Desk) -> None:
    row = ready(desk, b'{"claim": "", "label": "x", "questions": []}\n' * 10_000)
    text = page_of(desk, "ann", f"{START}{row.pk}/")
    assert "10000 cannot" in text
    assert "And 9950 more" in text
    assert len(text) < 60_000


def test_markup_in_their_words_is_not_ours(desk: Desk) -> None:
    evil = "<script>alert(1)</script>"
    row = {
        **CLAIMREVIEW,
        "claimReviewed": evil,
        "author": evil,
        "reviewRating": {"alternateName": evil, "ratingExplanation": evil},
    }
    file = ready(desk, lines(row))
    assert evil not in page_of(desk, "ann", f"{START}{file.pk}/")
    services.run_import(services.accept_import(file, by=desk.cast.ann))
    assert evil not in page_of(desk, "ann", f"/desk/claims/{Claim.objects.get().pk}/")


def test_it_is_taken_off_and_put_back(desk: Desk) -> None:
    done(desk, lines(AVERITEC))
    browser, claim = desk.browser("ann"), Claim.objects.get()
    for kind, model in (("verdict", OutsideVerdict), ("appearance", ReportedAppearance)):
        one = model._default_manager.get()
        path = f"/desk/outside/{kind}s/{one.pk}"
        page = browser.post(f"{path}/withdraw/", follow=True).content.decode()
        assert f"{path}/restore/" in page
        assert f'id="outside-{kind}-{one.pk}"' not in page
        page = browser.post(f"{path}/restore/", follow=True).content.decode()
        assert f'id="outside-{kind}-{one.pk}"' in page
        for name, status in (("ron", 403), ("sam", 403), ("olga", 404), ("nobody", 302)):
            answer = desk.browser(name).post(f"{path}/withdraw/")
            assert answer.status_code == status, name
    assert claim.outsideverdicts.get().deleted_at is None


def test_readers_are_told_nothing_of_it(desk: Desk) -> None:
    claim = desk.claim(statement=AVERITEC["claim"])
    done(desk, lines(AVERITEC))
    decide(claim, desk.scene)
    for name in ("nobody", "olga"):
        for path in ("", "claimreview.json"):
            assert "checks.example" not in page_of(desk, name, f"/claims/{claim.pk}/{path}")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    claim = desk.claim(statement=AVERITEC["claim"])
    done(desk, lines(AVERITEC))
    path = f"/desk/claims/{claim.pk}/"
    few = queries(desk, "ann", path)
    others = [
        {**AVERITEC, "label": f"Label {n}", "original_claim_url": f"https://a.example/{n}"}
        for n in range(5)
    ]
    done(desk, lines(*others))
    assert OutsideVerdict.objects.count() == 6
    assert queries(desk, "ann", path) == few
