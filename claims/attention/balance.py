"""Selection balance: who and what was picked, by which rule, what was declined and why.

Only what the person who looks may see is counted. A claim is picked once its check was accepted;
what was only asked for, or withdrawn before its verdict, is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Counting
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from claims.records.models import Attribution, Claim, Topic, TopicOfClaim
from claims.reviews.models import Check, Rating, Verdict
from claims.reviews.workflow import State
from provenance.sources.models import Outlet, Person

from .models import Pick
from .shares import Count, Share, Table, tabled

NOT_PICKED = (State.REQUESTED, State.WITHDRAWN, State.DECLINED)
UNSEEN = "not shown to you"
OUTLET = "first_appearance__passage__snapshot__article__outlet"
Grouped = Mapping[Any, Count]


@dataclass(frozen=True)
class Balance:
    """The report. `asked` wait for a decision.

    `rules` are shares of what was picked, `verdicts` of what has a verdict.
    """

    whole: Count
    asked: int
    rules: list[tuple[str, Share]]
    tables: list[Table]
    verdicts: list[tuple[str, Share]]


def balance_of(
    user: Any, workspace_id: int, since: date | None = None, until: date | None = None
) -> Balance:
    """Claims recorded from one day to another, both included. Thirteen queries at most."""
    claims = _claims(user, workspace_id, since, until)
    whole = _counted(claims.order_by().values("workspace")).get(workspace_id, _nothing("all"))
    return Balance(
        whole=whole,
        asked=claims.filter(is_asked=True).count(),
        rules=_rules(claims, whole),
        tables=[
            _of_outlets(claims, whole, user),
            _of_people(claims, whole, user),
            _of_topics(claims, whole, user),
            _of_kinds(claims, whole),
        ],
        verdicts=_verdicts(claims, whole),
    )


def declined_in(
    user: Any, workspace_id: int, since: date | None = None, until: date | None = None
) -> Any:
    """Checks that were declined, of the same claims, the latest first."""
    claims = _recorded(user, workspace_id, since, until)
    rows = Check.objects.visible_to(user).filter(
        state=State.DECLINED, claim__in=claims.values("pk")
    )
    return rows.select_related("claim").order_by("-closed_at", "-pk")


def _recorded(user: Any, workspace_id: int, since: date | None, until: date | None) -> Any:
    rows = Claim.objects.visible_to(user).filter(workspace=workspace_id).standing()
    if since is not None:
        rows = rows.filter(created_at__date__gte=since)
    return rows if until is None else rows.filter(created_at__date__lte=until)


def _claims(user: Any, workspace_id: int, since: date | None, until: date | None) -> Any:
    """Claims with what became of them; each stands in one of asked, picked, declined and left."""
    checks = Check.objects.filter(claim=OuterRef("pk"))
    verdicts = Verdict.objects.filter(claim=OuterRef("pk"))
    picks = Pick.objects.filter(claim=OuterRef("pk"), deleted_at=None)
    was_picked = Exists(checks.exclude(state__in=NOT_PICKED)) | Exists(verdicts)
    is_asked = Exists(checks.filter(state=State.REQUESTED))
    was_declined = Exists(checks.filter(state=State.DECLINED))
    rows = _recorded(user, workspace_id, since, until).annotate(
        is_picked=was_picked, rule=Subquery(picks.values("rule")[:1])
    )
    return rows.annotate(
        is_asked=Q(is_picked=False) & is_asked,
        is_declined=Q(is_picked=False) & was_declined & ~is_asked,
        is_out=Exists(verdicts),
    )


def _counted(groups: Any) -> dict[Any, Count]:
    """Value of the group -> its counts. One query."""
    told = groups.annotate(
        recorded=Counting("pk", distinct=True),
        picked=Counting("pk", distinct=True, filter=Q(is_picked=True)),
        declined=Counting("pk", distinct=True, filter=Q(is_declined=True)),
        out=Counting("pk", distinct=True, filter=Q(is_out=True)),
    )
    found = {}
    for row in told:
        numbers = [row.pop(name) for name in ("recorded", "picked", "declined", "out")]
        found[next(iter(row.values()))] = Count("", *numbers)
    return found


def _table(
    key: str,
    title: str,
    groups: Grouped,
    names: Mapping[Any, str],
    whole: Count,
    nothing: str,
    *,
    overlaps: bool = False,
) -> Table:
    rows = []
    for value, one in groups.items():
        name = nothing if value is None else names.get(value, UNSEEN)
        rows.append(Count(name, one.recorded, one.picked, one.declined, one.out))
    return tabled(key, title, rows, whole, overlaps=overlaps)


def _of_outlets(claims: Any, whole: Count, user: Any) -> Table:
    """By the outlet in which a claim was first seen."""
    kept = Coalesce(f"{OUTLET}__merged_into", OUTLET)
    groups = _counted(claims.order_by().annotate(group=kept).values("group"))
    names = _names(Outlet, groups, user)
    return _table("outlet", "Where first seen", groups, names, whole, "no outlet")


def _of_people(claims: Any, whole: Count, user: Any) -> Table:
    """By whoever is said to have said it first."""
    hops = Attribution.objects.filter(appearance=OuterRef("first_appearance")).order_by("position")
    origin = Subquery(hops.values(kept=Coalesce("speaker__merged_into", "speaker"))[:1])
    groups = _counted(claims.order_by().annotate(group=origin).values("group"))
    names = _names(Person, groups, user)
    return _table("person", "Who said it", groups, names, whole, "nobody named")


def _of_topics(claims: Any, whole: Count, user: Any) -> Table:
    """By topic; a claim with several is counted in each."""
    carried = TopicOfClaim.objects.visible_to(user)
    with_topic = claims.order_by().filter(topics__in=carried.values("pk"))
    kept = Coalesce("topics__topic__merged_into", "topics__topic")
    groups = _counted(with_topic.annotate(group=kept).values("group"))
    bare = claims.order_by().exclude(pk__in=carried.counting())
    for left in _counted(bare.values("workspace")).values():
        groups[None] = left
    names = _names(Topic, groups, user)
    return _table("topic", "Topic", groups, names, whole, "no topic", overlaps=True)


def _of_kinds(claims: Any, whole: Count) -> Table:
    groups = _counted(claims.order_by().values("kind"))
    return _table("kind", "Kind of claim", groups, dict(Claim.Kind.choices), whole, "")


def _rules(claims: Any, whole: Count) -> list[tuple[str, Share]]:
    """By which rule those that were picked were picked; of some nothing is said."""
    rows = claims.order_by().filter(is_picked=True).values("rule")
    labels = dict(Pick.Rule.choices)
    found = {
        str(labels.get(row["rule"], "nothing is said of it")): row["n"]
        for row in rows.annotate(n=Counting("pk"))
    }
    return _shares(found, whole.picked)


def _verdicts(claims: Any, whole: Count) -> list[tuple[str, Share]]:
    """What those with a verdict were found to be; a withdrawn one is named as such."""
    now = Verdict.objects.current().filter(claim=OuterRef("pk")).order_by("-number")
    rows = (
        claims.order_by()
        .filter(is_out=True)
        .annotate(
            neutral=Subquery(now.values("neutral")[:1]), what=Subquery(now.values("kind")[:1])
        )
    )
    groups = rows.values("neutral", "what").annotate(n=Counting("pk"))
    found: dict[str, int] = {}
    labels = dict(Rating.Neutral.choices)
    for row in groups:
        withdrawn = row["what"] == Verdict.Kind.WITHDRAW
        name = "withdrawn" if withdrawn else str(labels.get(row["neutral"], row["neutral"]))
        found[name] = found.get(name, 0) + row["n"]
    return _shares(found, whole.out)


def _shares(found: dict[str, int], whole: int) -> list[tuple[str, Share]]:
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(name, Share(number, whole)) for name, number in ranked]


def _names(model: Any, groups: Grouped, user: Any) -> dict[int, str]:
    ids = [one for one in groups if one is not None]
    return dict(model.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "name"))


def _nothing(name: str) -> Count:
    return Count(name, 0, 0, 0, 0)
