"""Operators look at claims, evidence and notes, and change nothing there."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from claims.annotations.services import write_note
from claims.cases.services import add_to_case, open_case
from claims.evidence.services import add_evidence
from claims.groundwork.services import add_media, ask_for_reply, declare_gap, log_search
from claims.records.services import Hop, merge_claims, record_naming, relate
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(scene: Scene) -> dict[str, Any]:
    ann = scene.cast.ann
    claim = scene.claim(ann, attributions=[Hop("Mira Tal")])
    other, third = scene.claim(ann, "Another."), scene.claim(ann, "A third.")
    relation = relate(claim, other, "supports", "So.", by=ann)
    merge_claims(claim, third, "The same.", by=ann)
    place = scene.at("Nobody was hurt")
    case = open_case(scene.cast.desk, "The pier", by=ann)
    add_to_case(case, articles=[scene.snapshot.article_id], claims=[claim.pk], by=ann)
    return {
        "claims_claim": claim,
        "claims_attribution": claim.appearances.get().attributions.get(),
        "claims_relation": relation,
        "claims_merge": claim.merges_in.get(),
        "evidence_evidence": add_evidence(
            claim, stance="supports", warrant="So.", place=place, by=ann
        ),
        "groundwork_media": add_media(
            claim, medium="image", address="https://a.example/b.jpg", shows="A pier", by=ann
        ),
        "groundwork_gap": declare_gap(claim, sought="Minutes", by=ann),
        "groundwork_reply": ask_for_reply(
            claim,
            party="The port",
            question="Why?",
            asked_on=date(2024, 5, 6),
            answer_by=date(2024, 5, 7),
            by=ann,
        ),
        "groundwork_search": log_search(
            claim,
            sought="Minutes",
            place="Archive",
            searched_on=date(2024, 5, 6),
            outcome="nothing",
            by=ann,
        ),
        "claims_naming": record_naming(place, workspace=scene.cast.desk, meant="the port", by=ann),
        "cases_case": case,
        "cases_articleincase": case.articles.get(),
        "cases_claimincase": case.claims.get(),
        "annotations_annotation": write_note("Hm.", claim=claim, by=ann),
    }


def test_every_list_and_row_opens_and_none_can_be_changed(
    rows: dict[str, Any], admin_client: Any
) -> None:
    for name, row in rows.items():
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200, name
        page = reverse(f"admin:{name}_change", args=[row.pk])
        assert admin_client.get(page).status_code == 200, name
        assert admin_client.post(page, {}).status_code == 403, name
        assert admin_client.get(reverse(f"admin:{name}_add")).status_code == 403, name
        assert admin_client.get(reverse(f"admin:{name}_delete", args=[row.pk])).status_code == 403
