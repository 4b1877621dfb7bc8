"""Every question we ask of claims, appearances and relations."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import BooleanField, Case, DateField, F, Func, OuterRef, Prefetch, Q, When
from django.db.models.functions import Cast, Coalesce, Least

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, OwnedQuerySet, shown_to, visible_to
from provenance.accounts.roles import CHECKS, RECORDS, Visibility

ARTICLE = "passage__snapshot__article__"
CAPTURED = "passage__snapshot__captured_at"


def _last_day(period: str) -> Func:
    """The last day of the month or year that a publication date stands for."""
    return Func(
        F(f"{ARTICLE}published"),
        template=f"(date_trunc('{period}', %(expressions)s) + interval '1 {period} -1 day')::date",
        output_field=DateField(),
    )


# The last day on which the article can have come out. Nothing is first because its date is
# vague: "2017" counts as the end of 2017. And what we captured was out by then, whatever is known
# of its date (LEAST passes over NULL).
OUT_BY = Least(
    Case(
        When(**{f"{ARTICLE}published_precision": "year"}, then=_last_day("year")),
        When(**{f"{ARTICLE}published_precision": "month"}, then=_last_day("month")),
        default=F(f"{ARTICLE}published"),
    ),
    Cast(CAPTURED, DateField()),
)

COMMENTS_AT = (
    """, '$[*] ? (@.kind == "comment" && @.start <= $at && @.end > $at)',"""
    " jsonb_build_object('at', "
)
# Whether a passage begins in a region of readers' comments.
IN_COMMENT = Func(
    F("passage__snapshot__regions"),
    F("passage__start"),
    template="jsonb_path_exists(%(expressions)s))",
    arg_joiner=COMMENTS_AT,
    output_field=BooleanField(),
)


def told_to(user: Any, claim: str = "claim__", article: str = ARTICLE) -> Q:
    """Rows on words that this user may be told of; the list form of `rules.may_be_told`."""
    known = isinstance(user, User) and user.is_active
    members = Q(**{f"{claim}workspace__in": list(user.roles) if known else []})
    return members | ~Q(**{f"{article}visibility": Visibility.ME})


class ClaimQuerySet(OwnedQuerySet):
    """Claims."""

    def standing(self) -> Self:
        """Neither deleted nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)

    def restorable_by(self, user: Any) -> Self:
        """Deleted claims this user may bring back; agrees with `rules.may_restore`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        others = Q(workspace__in=checks) & ~Q(visibility=Visibility.ME)
        own = Q(workspace__in=records, created_by=user.pk)
        return self.filter(others | own, deleted_at__isnull=False)

    def family(self, claim_id: int | OuterRef) -> models.QuerySet[Any, Any]:
        """A claim and those merged into it, for `claim__in`: an OR across a join reads all rows."""
        return self.filter(Q(pk=claim_id) | Q(merged_into=claim_id)).order_by().values("pk")

    def locked_with_kept(self, pk: int) -> Self:
        """A claim and the one it was merged into, if any, locked in the order of their ids."""
        kept = self.filter(pk=pk).values("merged_into")
        family = self.filter(Q(pk=pk) | Q(pk__in=kept))
        return family.select_for_update(of=("self",)).order_by("pk")

    def with_first_appearance(self) -> Self:
        """With author, outlet and date of the earliest appearance, in one query."""
        return self.select_related(
            "first_appearance__passage__snapshot__article__outlet", "workspace"
        ).defer(
            "first_appearance__passage__snapshot__text",
            "first_appearance__passage__snapshot__blocks",
            "first_appearance__passage__snapshot__regions",
        )


class AppearanceQuerySet(CountedQuerySet):
    """Appearances; seen by whoever sees the claim."""

    def visible_to(self, user: Any) -> Self:
        """Appearances of claims this user may see.

        Whoever records a claim shows its words to those who see the claim, even where the rest of
        the article stays closed to them. Outside the workspace, nothing is told of an article that
        someone keeps to themselves, whatever is published about the claim.
        """
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with withdrawn ones, which can be restored."""
        return self.filter(told_to(user), visible_to(user, "claim__"))

    def of_claim(self, claim_id: int | OuterRef) -> Self:
        """Those of a claim and of the claims merged into it."""
        claims: Any = self.model._meta.get_field("claim").related_model
        named = OuterRef(claim_id) if isinstance(claim_id, OuterRef) else claim_id
        return self.filter(claim__in=claims.objects.family(named), deleted_at=None)

    def with_sources(self) -> Self:
        """With passage, article, outlet and chain, in a constant number of queries."""
        hops: Any = self.model._meta.get_field("attributions").related_model
        chain = hops._default_manager.all().in_chains()
        return self.with_texts().prefetch_related(Prefetch("attributions", chain))

    def with_texts(self) -> Self:
        """With passage, article and outlet, in the same query."""
        return self.select_related("passage__snapshot__article__outlet").defer(
            "passage__snapshot__text", "passage__snapshot__blocks", "passage__snapshot__regions"
        )

    def telling_comments(self) -> Self:
        """With `in_comment`: whether the words stand in a reader's comment."""
        return self.annotate(in_comment=IN_COMMENT)

    def earliest_first(self) -> Self:
        """By the day the article was surely out, then by capture, then by entry."""
        return self.order_by(OUT_BY, CAPTURED, "id")


class HopQuerySet(models.QuerySet[Any]):
    """Hops of chains; seen by whoever sees the appearance."""

    def alive(self) -> Self:
        """Hops that still stand."""
        return self.filter(deleted_at=None)

    def in_chains(self) -> Self:
        """In the order of the chain, with speaker, cue, wording and article."""
        with_all = self.select_related(
            "speaker__merged_into", "cue", "article__outlet", "wording_at__snapshot__article"
        )
        long = ("text", "blocks", "regions")
        return with_all.defer(*(f"wording_at__snapshot__{name}" for name in long)).order_by(
            "position"
        )

    def visible_to(self, user: Any) -> Self:
        """Hops of appearances this user may see."""
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with withdrawn ones, which can be restored."""
        told = told_to(user, "appearance__claim__", f"appearance__{ARTICLE}")
        seen = visible_to(user, "appearance__claim__")
        return self.filter(told, seen, appearance__deleted_at=None)


class StandingHops(models.Manager.from_queryset(HopQuerySet)):  # type: ignore[misc]
    """Hops that were not withdrawn or replaced."""

    def get_queryset(self) -> HopQuerySet:
        """Only those that still stand, also where a chain is read through its appearance."""
        hops: HopQuerySet = super().get_queryset()
        return hops.alive()


class NamingQuerySet(OwnedQuerySet):
    """What texts call people and groups."""

    def visible_to(self, user: Any) -> Self:
        """Those this user may see, in articles that they may read."""
        readable = visible_to(user, "passage__snapshot__article__")
        return super().visible_to(user).filter(readable)

    def restorable_by(self, user: Any) -> Self:
        """Those taken back that this user might have changed."""
        known = isinstance(user, User) and user.is_active
        mine = list(user.roles) if known else []
        return self.filter(shown_to(user), workspace__in=mine, deleted_at__isnull=False)

    def in_articles(self, article_ids: Iterable[int]) -> Self:
        """Those that stand in these articles, with the words and whom they mean."""
        rows = self.filter(passage__snapshot__article__in=list(article_ids))
        return rows.select_related("person__merged_into", "passage__snapshot").defer(
            *(f"passage__snapshot__{name}" for name in ("text", "blocks", "regions"))
        )


# What counts of a row whose claim or topic was merged: the one that was kept.
KEPT_CLAIM = Coalesce("claim__merged_into", "claim")
KEPT_TOPIC = Coalesce("topic__merged_into", "topic")


class TopicQuerySet(OwnedQuerySet):
    """Topics."""

    def standing(self) -> Self:
        """Neither deleted nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)

    def family(self, pk: int) -> models.QuerySet[Any, Any]:
        """A topic and those merged into it, for `topic__in`."""
        return self.filter(Q(pk=pk) | Q(merged_into=pk)).order_by().values("pk")

    def restorable_by(self, user: Any) -> Self:
        """Deleted topics this user may bring back; agrees with `rules.may_restore`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        either = Q(workspace__in=checks) | Q(workspace__in=records, created_by=user.pk)
        return self.filter(either, deleted_at__isnull=False)


class TopicOfClaimQuerySet(CountedQuerySet):
    """Topics on claims; seen by whoever sees both the topic and the claim that count."""

    def visible_to(self, user: Any) -> Self:
        """What claims carry now, as far as this user may see it."""
        return self.filter(_kept_seen(user, "topic"), _kept_seen(user, "claim"), deleted_at=None)

    def of_topic(self, pk: int) -> Self:
        """Those of a topic and of the topics merged into it."""
        return self.filter(Q(topic=pk) | Q(topic__merged_into=pk))

    def of_claims(self, claim_ids: Any) -> Self:
        """Those of these claims and of the claims merged into them."""
        return self.filter(Q(claim__in=claim_ids) | Q(claim__merged_into__in=claim_ids))

    def counting(self) -> models.QuerySet[Any, Any]:
        """The ids of the claims that count, for `pk__in`."""
        ids: models.QuerySet[Any, Any] = self.order_by().annotate(kept=KEPT_CLAIM).values("kept")
        return ids


def _kept_seen(user: Any, name: str) -> Q:
    """Whether a user sees what `name` leads to, or what that was merged into."""
    alone = Q(**{f"{name}__merged_into": None}) & visible_to(user, f"{name}__")
    merged = Q(**{f"{name}__merged_into__isnull": False})
    return alone | (merged & visible_to(user, f"{name}__merged_into__"))


class RelationQuerySet(OwnedQuerySet):
    """Relations between claims."""

    def of_claim(self, claim_id: int) -> Self:
        """Those at either end of which a claim stands."""
        return self.filter(Q(source=claim_id) | Q(target=claim_id))

    def confirmed(self) -> Self:
        """Those that a person stands for."""
        return self.filter(state="confirmed")

    def visible_to(self, user: Any) -> Self:
        """Confirmed relations whose both ends this user may see."""
        return self._between_seen(user).confirmed()

    def proposed_to(self, user: Any) -> Self:
        """What waits for a decision, between claims that still stand, for members who see both."""
        here = self._between_seen(user).filter(workspace__in=list(getattr(user, "roles", ())))
        return here.filter(state="proposed", source__merged_into=None, target__merged_into=None)

    def known_to(self, user: Any) -> Self:
        """Confirmed ones, and for members also those that wait or were refused."""
        members = Q(workspace__in=list(getattr(user, "roles", ())))
        return self._between_seen(user).filter(members | Q(state="confirmed"))

    def _between_seen(self, user: Any) -> Self:
        """Those whose both ends this user may see."""
        seen = super().visible_to(user)
        return seen.filter(visible_to(user, "source__"), visible_to(user, "target__"))
