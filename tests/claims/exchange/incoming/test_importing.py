"""Claims of others come in once, with what they found, and can be taken back."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence
from claims.exchange.incoming import rules, services
from claims.exchange.incoming.models import Incoming, OutsideVerdict, ReportedAppearance
from claims.groundwork.models import Gap
from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, decide
from tests.people import Cast

from .samples import AVERITEC, CLAIMREVIEW, TABLE, lines

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[5] / "shared" / "data" / "averitec" / "dev.jsonl"


def looked_through(cast: Cast, payload: bytes, *, by: User | None = None, **more: Any) -> Incoming:
    row = services.request_import(
        cast.desk, name="claims.jsonl", payload=payload, by=by or cast.ann, **more
    )
    return services.read_import(row)


def taken_in(cast: Cast, payload: bytes, **more: Any) -> Incoming:
    row = looked_through(cast, payload, **more)
    assert row.state == "ready", row.reason
    return services.run_import(services.accept_import(row, by=cast.ann))


def test_nothing_is_kept_before_it_is_accepted(cast: Cast):
    row = looked_through(cast, lines(AVERITEC, {"claim": ""}))
    assert (row.report["good"], row.report["broken"]) == (1, 1)
    assert row.report["ratings"] == [
        {"label": "Refuted", "neutral": "false", "how": "word", "count": 1}
    ]
    assert not Claim.objects.exists()


def test_a_row_becomes_a_claim_with_all_that_is_told_of_it(cast: Cast):
    row = taken_in(cast, lines(AVERITEC))
    assert row.outcome["counts"] == {"imported": 1}
    claim = Claim.objects.get()
    assert (claim.kind, claim.visibility, claim.created_by) == ("quantity", "workspace", cast.ann)
    theirs = OutsideVerdict.objects.get()
    assert (theirs.claim, theirs.label, theirs.neutral) == (claim, "Refuted", "false")
    assert theirs.outside["location_ISO_code"] == "XX"
    where = ReportedAppearance.objects.get()
    assert where.speaker is not None
    assert (where.speaker.name, str(where.said_on)) == ("Mira Tal", "2024-05-03")
    evidence = Evidence.objects.get()
    assert (evidence.stance, evidence.address) == ("context", "https://port.example/log")
    gap = Gap.objects.get()
    assert (gap.sought, gap.goes_out) == ("Who ordered it?", False)
    assert verify(cast.desk.pk).ok


def test_what_others_found_is_no_verdict_of_ours(cast: Cast):
    taken_in(cast, lines(CLAIMREVIEW))
    claim = Claim.objects.get()
    assert not Verdict.objects.exists()
    assert claim.reviews.count() == 0
    assert not claim.appearances.exists()  # We have not read it anywhere.
    assert claim.visibility == "workspace"


def test_the_same_file_again_brings_nothing(cast: Cast):
    taken_in(cast, lines(AVERITEC))
    before = AuditEvent.objects.filter(action__startswith="evidence").count()
    again = taken_in(cast, lines(AVERITEC))
    assert again.report["known"] == 1
    assert again.outcome["counts"] == {"unchanged": 1}
    assert AuditEvent.objects.filter(action__startswith="evidence").count() == before


def test_two_fact_checks_of_one_claim_stand_on_one_record(cast: Cast):
    taken_in(cast, lines(AVERITEC))
    row = taken_in(cast, lines(CLAIMREVIEW))
    assert row.outcome["counts"] == {"added": 1}
    claim = Claim.objects.get()
    assert [one.label for one in OutsideVerdict.objects.of_claim(claim.pk)] == [
        "Refuted",
        "Three Pinocchios",
    ]


def test_a_claim_that_one_may_not_see_is_not_added_to(cast: Cast, scene: Scene):
    scene.claim(cast.bea, AVERITEC["claim"], visibility="me")
    row = taken_in(cast, lines(AVERITEC))
    assert row.outcome["counts"] == {"imported": 1}
    assert Claim.objects.count() == 2


def test_columns_and_ratings_are_chosen_and_looked_at_again(cast: Cast):
    row = looked_through(cast, TABLE.encode())
    assert row.report["columns"]["statement"] == "Claim"
    assert row.report["unplaced"] == 1
    row = services.choose_mapping(
        row, columns={"medium": "Colour"}, ratings={"Wobbly": "mixed"}, by=cast.ann
    )
    row = services.read_import(row)
    assert row.report["unplaced"] == 0
    assert "Colour" in row.report["columns"].values()
    services.run_import(services.accept_import(row, by=cast.ann))
    wobbly = OutsideVerdict.objects.get(label="Wobbly")
    assert (wobbly.neutral, wobbly.placed_by) == ("mixed", "chosen")
    assert ReportedAppearance.objects.get(medium="red")
    # The address that is none, and the date that may be two, are kept word for word.
    assert wobbly.outside == {"Claim date": "3/5/2024", "Review URL": "not an address"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": {"nonsense": "Claim"}},
        {"ratings": {"Wobbly": "nonsense"}},
        {"form": "nonsense"},
        {"payload": None, "address": "ftp://example.org/"},
        {"payload": None},
    ],
)
def test_nonsense_is_refused_naming_the_field(cast: Cast, wrong: dict[str, Any]):
    given = {"payload": b"x", "by": cast.ann, **wrong}
    with pytest.raises(ValidationError) as refusal:
        services.request_import(cast.desk, **given)
    assert refusal.value.message_dict


def test_a_file_of_nothing_fails_in_words(cast: Cast):
    row = looked_through(cast, b"Hello")
    assert (row.state, bool(row.reason)) == ("failed", True)
    with pytest.raises(NotNow):
        services.accept_import(row, by=cast.ann)


def test_only_broken_rows_cannot_be_accepted_and_are_given_back(cast: Cast):
    row = looked_through(cast, lines({"claim": "", "label": "", "questions": []}))
    with pytest.raises(NotNow):
        services.accept_import(row, by=cast.ann)
    ((number, raw, said),) = services.broken_rows(row)
    assert (number, raw["claim"], bool(said)) == (1, "", True)


def test_an_import_is_taken_back_but_not_what_others_went_on_with(cast: Cast):
    other = {**AVERITEC, "claim": "Forty boats left.", "fact_checking_article": ""}
    row = taken_in(cast, lines(AVERITEC, other))
    first, _ = Claim.objects.order_by("pk")
    add_evidence(first, stance="supports", warrant="So.", address="https://a.example/", by=cast.bea)
    row = services.take_back_import(row, by=cast.ann)
    assert (row.state, row.outcome["left"]) == ("taken_back", 1)
    assert list(Claim.objects.alive()) == [first]
    assert not OutsideVerdict.objects.filter(deleted_at=None).exists()
    with pytest.raises(NotNow):
        services.take_back_import(row, by=cast.ann)


def test_a_published_claim_stays_with_what_was_found(cast: Cast, scene: Scene):
    claim = scene.claim(cast.ann, AVERITEC["claim"])
    decide(claim, scene)
    row = taken_in(cast, lines(AVERITEC))
    services.take_back_import(row, by=cast.ann)
    assert Claim.objects.get().deleted_at is None
    assert OutsideVerdict.objects.get().deleted_at is None


def test_a_verdict_of_others_is_taken_back_and_put_back_once(cast: Cast):
    taken_in(cast, lines(AVERITEC))
    theirs = OutsideVerdict.objects.get()
    with pytest.raises(Stale):
        services.withdraw_outside(theirs, version=9, by=cast.ann)
    services.withdraw_outside(theirs, by=cast.ann)
    assert not OutsideVerdict.objects.visible_to(cast.ann).exists()
    taken_in(cast, lines(AVERITEC))  # It comes in anew …
    with pytest.raises(NotNow):  # … and does not stand there twice.
        services.restore_outside(theirs, by=cast.ann)
    where = ReportedAppearance.objects.first()
    services.withdraw_outside(where, by=cast.ann)
    assert services.restore_outside(where, by=cast.ann).deleted_at is None


MAY = {"max", "eve", "ann", "bea", "tom"}


@pytest.mark.parametrize("name", ["max", "eve", "ann", "tom", "sam", "ron", "olga", "nobody"])
def test_who_may_bring_in_claims(cast: Cast, name: str):
    who = cast.everyone()[name]
    assert rules.may_import(who, cast.desk.pk) == (name in MAY)
    if name in MAY:
        services.request_import(cast.desk, name="x", payload=b"x", by=who)
    else:
        with pytest.raises(PermissionDenied):
            services.request_import(cast.desk, name="x", payload=b"x", by=who)


def test_what_others_found_is_seen_by_members_who_see_the_claim(cast: Cast):
    taken_in(cast, lines(AVERITEC))
    claim = Claim.objects.get()
    for visibility in ("me", "workspace", "public"):
        Claim.objects.filter(pk=claim.pk).update(visibility=visibility)
        for name, who in cast.everyone().items():
            for model in (OutsideVerdict, ReportedAppearance):
                one = model._default_manager.get()
                seen = model._default_manager.all().visible_to(who).exists()
                assert seen == rules.may_see(who, one), (visibility, name)
                assert not (seen and name in {"olga", "nobody"})
    seeing = {n for n, who in cast.everyone().items() if Incoming.objects.visible_to(who)}
    assert seeing == MAY


def commanded(capsys: Any, *names: object) -> tuple[list[dict[str, Any]], int]:
    status = 0
    try:
        call_command("import_claims", *map(str, names), "--user", "ann", "--json")
    except SystemExit as ended:
        status = int(str(ended.code))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status


def test_the_command_looks_through_and_takes_in(cast: Cast, tmp_path: Path, capsys: Any):
    file, rest = tmp_path / "claims.jsonl", tmp_path / "rest.jsonl"
    file.write_bytes(lines(AVERITEC, {"claim": "", "label": "", "questions": []}))
    (told,), status = commanded(capsys, file, "--dry-run", "--rejected", rest)
    assert (told["rows"], told["good"], status) == (2, 1, 1)
    assert not Claim.objects.exists()
    assert json.loads(rest.read_text())["row"] == 2
    lines_told, status = commanded(capsys, file, "--rating", "Refuted=mixed")
    assert [line["status"] for line in lines_told] == ["imported", "failed", "done"]
    assert (lines_told[1]["row"], status) == (2, 1)
    assert OutsideVerdict.objects.get().neutral == "mixed"
    services.take_back_import(Incoming.objects.get(), by=cast.ann)
    assert not Claim.objects.alive().exists()


def test_the_command_says_what_it_cannot_read(cast: Cast, tmp_path: Path, capsys: Any):
    told, status = commanded(capsys, tmp_path / "none", "http://127.0.0.1:1/")
    assert ([one["status"] for one in told], status) == (["failed", "failed"], 1)
    for wrong in (["--rating", "x=nonsense"], ["--column", "nonsense=x"], ["--column", "x"]):
        with pytest.raises(CommandError):
            commanded(capsys, tmp_path / "none", *wrong)


@pytest.mark.skipif(not DATA.exists(), reason="AVeriTeC is not here")
def test_averitec_comes_in_with_nothing_dropped(cast: Cast, capsys: Any):
    rows = [json.loads(line) for line in DATA.read_text().splitlines()]
    told, status = commanded(capsys, DATA)
    done = told[-1]
    assert (status, done["counts"].get("failed", 0), done["rows"]) == (0, 0, len(rows))
    assert done["unplaced"] == 0
    assert not [name for name, fates in done["fields"].items() if "left" in fates]
    statements = {" ".join(row["claim"].split()) for row in rows}
    assert Claim.objects.count() == len(statements)
    assert {one["label"] for one in rows} == set(
        OutsideVerdict.objects.values_list("label", flat=True)
    )
    answers = [a for row in rows for q in row["questions"] for a in q["answers"]]
    named = {" ".join(answer["source_url"].split()) for answer in answers} - {""}
    told_of = set(Evidence.objects.values_list("address", flat=True))
    warrants = "\n".join(Evidence.objects.values_list("warrant", flat=True))
    assert len(named) > 300
    assert not [one for one in named if one not in told_of and one not in warrants]
