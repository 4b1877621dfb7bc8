"""Work on a claim of the demo, so that the pages about it have something to show."""

from collections.abc import Iterator

from claims.groundwork.services import add_media, ask_for_reply, declare_gap, log_search
from claims.records.models import Claim
from provenance.accounts.models import User


def work_on(claim: Claim, by: User) -> Iterator[tuple[str, int]]:
    """Search, ask and declare a gap; the names of the pages about it, and which row each is of."""
    day = claim.created_at.date()
    search = log_search(
        claim,
        sought="Minutes of the council",
        place="Town archive",
        searched_on=day,
        outcome="nothing",
        by=by,
    )
    gap = declare_gap(claim, sought="The minutes", by=by)
    reply = ask_for_reply(
        claim,
        party="The council",
        question="Did you know?",
        asked_on=day,
        answer_by=day,
        by=by,
    )
    media = add_media(
        claim, medium="image", address="https://a.example/b.jpg", shows="A well", by=by
    )
    yield from ((f"add-{kind}", claim.pk) for kind in ("search", "gap", "reply", "media"))
    yield from (("edit-search", search.pk), ("edit-gap", gap.pk), ("edit-reply", reply.pk))
    yield "edit-media", media.pk
    yield "answer-reply", reply.pk
