"""Every question we ask of reviews and verdicts."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, visible_to
from provenance.accounts.roles import CHECKS, PUBLISHES

from .trusted import at_a_wall
from .workflow import Who, every_step

# The claim that is reviewed and decided: the one that was kept, where a question's was merged.
KEPT = Coalesce(OuterRef("claim__merged_into"), OuterRef("claim"))
LONG = ("text", "blocks", "regions", "warnings")


class CheckQuerySet(CountedQuerySet):
    """Checks: known to those who check in the workspace; none tells what lies under a seal."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see_check."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks_in = [workspace for workspace, role in user.roles.items() if role in CHECKS]
        return self.filter(visible_to(user, "claim__"), workspace__in=checks_in)

    def open(self) -> Self:
        """Not yet published, withdrawn or declined."""
        return self.filter(closed_at=None)

    def sealed(self) -> Self:
        """Blind ones in which not both have handed in, those that were withdrawn included."""
        return self.filter(is_blind=True, unsealed_at=None)

    def waiting_for(self, user: Any) -> Self:
        """Those in which this person can take the step that others wait for, by the table."""
        turns = Q(pk__in=[])
        for state, step in every_step():
            if step.is_next:
                for who in step.who:
                    turns |= Q(state=state) & standing_as(who, user)
        return self.open().filter(turns)

    def with_people(self) -> Self:
        """With the claim and everyone who has a part in it, in one query."""
        return self.select_related(
            "claim__workspace", "asked_by", "assignee", "second", "adjudicator"
        )

    def newest_first(self) -> Self:
        """The newest round of a claim first."""
        return self.order_by("-pk")


def standing_as(who: str, user: Any) -> Q:
    """Checks to which this person stands so; the list form of rules.stands_as."""
    free = Q(second=None) | Q(second=user.pk)
    publishes = [workspace for workspace, role in user.roles.items() if role in PUBLISHES]
    table = {
        Who.CHECKER: Q(),
        Who.FIRST: Q(assignee=user.pk),
        Who.OTHER: ~Q(assignee=user.pk) & free,
        Who.SECOND: Q(second=user.pk),
        Who.THIRD: ~Q(assignee=user.pk) & ~Q(second=user.pk),
        Who.EDITOR: Q(workspace__in=publishes),
    }
    return table[Who(who)]


UNSEALED = Q(round__is_blind=False) | Q(round__unsealed_at__isnull=False)


class ReviewQuerySet(CountedQuerySet):
    """Reviews: working papers of those who check in the workspace, unless they are sealed."""

    def known_to(self, user: Any) -> Self:
        """Those of which this person may know that they exist, whatever is in them."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks_in = [workspace for workspace, role in user.roles.items() if role in CHECKS]
        return self.filter(visible_to(user, "claim__"), workspace__in=checks_in)

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see_review: one's own, and the others once unsealed."""
        known = self.known_to(user)
        if not isinstance(user, User):
            return known
        handed_in = Q(left_at=None) | Q(submitted_at__isnull=False)
        return known.filter(Q(reviewer=user.pk) | (UNSEALED & handed_in))

    def unsealed(self) -> Self:
        """Those that are hidden from nobody who checks."""
        return self.filter(UNSEALED)

    def standing(self) -> Self:
        """Neither given to someone else nor overtaken."""
        return self.filter(left_at=None)

    def open(self) -> Self:
        """Those that stand, in a check that is not over."""
        return self.standing().filter(round__closed_at=None)

    def leading(self) -> Self:
        """Of each check the one that goes out: the third person's where there is one."""
        third = self.model._default_manager.filter(
            round=OuterRef("round"), role="adjudicator", left_at=None
        )
        decided = Q(role="adjudicator") | (Q(role="first") & ~Exists(third))
        return self.standing().filter(decided)

    def unsealed_pairs(self) -> models.QuerySet[Any, Any]:
        """What two said before they saw each other's answer, one row a check.

        Rows hold `check`, `claim`, `workspace`, `at` (when both were in), `first` and `second`
        (ids of people), `first_rating` and `second_rating` (ids). Chain it after `visible_to`.
        """
        other = self.model._default_manager.filter(
            round=OuterRef("round"), role="second", independent_rating__isnull=False
        )
        rows: models.QuerySet[Any, Any] = (
            self.filter(role="first", independent_rating__isnull=False)
            .filter(round__unsealed_at__isnull=False)
            .annotate(
                second=Subquery(other.values("reviewer")[:1]),
                second_rating=Subquery(other.values("independent_rating")[:1]),
            )
            .order_by("round")
            .values(
                "claim",
                "workspace",
                "second",
                "second_rating",
                check=F("round"),
                at=F("round__unsealed_at"),
                first=F("reviewer"),
                first_rating=F("independent_rating"),
            )
        )
        return rows


class ScaleQuerySet(models.QuerySet[Any]):
    """Scales: the usual ones and those of one's own workspaces."""

    def visible_to(self, user: Any) -> Self:
        """The usual ones for everybody, a workspace's own for its members."""
        roles = user.roles if isinstance(user, User) and user.is_active else {}
        return self.filter(Q(workspace=None) | Q(workspace__in=list(roles)))

    def usable_in(self, workspace_id: int) -> Self:
        """What a review in this workspace may be rated on, its default first."""
        return (
            self.filter(Q(workspace=None) | Q(workspace=workspace_id), retired_at=None)
            .order_by("-is_default", models.F("workspace").asc(nulls_last=True), "name")
            .prefetch_related("ratings")
        )

    def with_use(self) -> Self:
        """With `in_use`: whether a verdict, a review or a roll-up names a rating; and all words.

        Under a seal any scale of the workspace may be in use: that one is, and another is not,
        would tell what was answered.
        """
        named = Q(rating__scale=OuterRef("pk"))
        verdicts = apps.get_model("reviews", "Verdict").objects.filter(named)
        first_said = Q(independent_rating__scale=OuterRef("pk"))
        reviews = apps.get_model("reviews", "Review").objects.filter(named | first_said)
        checks = apps.get_model("reviews", "Check").objects.sealed()
        sealed = checks.filter(workspace=OuterRef("workspace"))
        wholes = apps.get_model("reviews", "RollUp").objects.filter(named)
        used = Exists(verdicts) | Exists(reviews.unsealed()) | Exists(wholes) | Exists(sealed)
        return self.annotate(in_use=used).prefetch_related("ratings__texts")


class RollUpQuerySet(CountedQuerySet):
    """How claims follow from their parts: working papers of those who see the claim inside."""

    def visible_to(self, user: Any) -> Self:
        """For members who see the claim; others read what went out with a verdict."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        members = Q(claim__workspace__in=list(user.roles))
        return self.filter(members, visible_to(user, "claim__"))

    def standing(self) -> Self:
        """Those that were not dropped."""
        return self.filter(deleted_at=None)


class VerdictQuerySet(models.QuerySet[Any]):
    """Published verdicts."""

    def visible_to(self, user: Any) -> Self:
        """Verdicts on claims this user may see."""
        return self.filter(visible_to(user, "claim__"))

    def current(self) -> Self:
        """Those no later verdict has replaced. One of them may say that it was withdrawn."""
        return self.filter(superseded_by=None)

    def standing(self) -> Self:
        """Those that hold: not replaced, and not withdrawn."""
        return self.current().exclude(kind="withdraw")

    def corrections(self) -> Self:
        """Those that changed an earlier one in the open, whatever the kind of change."""
        return self.filter(number__gt=1)

    def with_rating(self) -> Self:
        """With claim, rating and scale, in one query."""
        return self.select_related("claim", "rating__scale", "published_by")


class RecheckQuerySet(models.QuerySet[Any]):
    """What someone must look at again because its source changed."""

    def visible_to(self, user: Any) -> Self:
        """For members who see both the claim and the text; the list form of may_see_recheck.

        The new words of a text that is closed to someone were shown to nobody by recording a
        claim on the old ones.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        article = "following__snapshot__article__"
        return self.filter(
            visible_to(user, "claim__"), visible_to(user, article), workspace__in=list(user.roles)
        )

    def waiting(self) -> Self:
        """Not yet answered, of things that still stand.

        A capture may be found to be no article only after it raised a question.
        """
        alive = (
            Q(appearance__isnull=False, appearance__deleted_at=None)
            | Q(evidence__isnull=False, evidence__deleted_at=None)
            | Q(hop__isnull=False, hop__deleted_at=None, hop__appearance__deleted_at=None)
        )
        rows = self.filter(alive, state="open", claim__deleted_at=None)
        return rows.exclude(at_a_wall("following__snapshot"))

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(Q(claim=claim_id) | Q(claim__merged_into=claim_id))

    def alarming(self) -> Self:
        """Waiting ones under a verdict that is out, whenever it came out.

        It may be newer than the question, or on a claim that this one was merged into since.
        """
        return self.waiting().filter(Exists(_verdict_out()))

    def with_words(self) -> Self:
        """With claim, words, both versions and their article, in one query.

        `out` is the id of the verdict that is out on the claim, or the one it was merged into,
        `out_label`, `out_neutral` and `out_as_of` are what it says; None without one.
        `is_reviewed` says whether that claim has a review that is not finished.
        """
        checks = apps.get_model("reviews", "Check").objects.open()
        versions = ("following__snapshot", "following__passage__snapshot")
        long = [f"{one}__{name}" for one in versions for name in LONG]
        return (
            self.select_related(
                "workspace",
                "claim",
                "answered_by",
                "evidence",
                "hop__speaker",
                "following__snapshot__article__outlet",
                "following__passage__snapshot",
            )
            .defer(*long)
            .annotate(
                is_reviewed=Exists(checks.filter(claim=KEPT)),
                out=Subquery(_verdict_out().values("pk")[:1]),
                out_label=Subquery(_verdict_out().values("rating_label")[:1]),
                out_neutral=Subquery(_verdict_out().values("neutral")[:1]),
                out_as_of=Subquery(_verdict_out().values("as_of")[:1]),
            )
        )

    def locked(self, pk: int) -> Any:
        """The row as it is now, ours until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


def _verdict_out() -> Any:
    """The one that is out on the claim of a question."""
    verdicts = apps.get_model("reviews", "Verdict").objects.current()
    return verdicts.filter(claim=KEPT).order_by("-number")
