"""The page of a topic: what it is, what was checked, and what was found."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from claims.exchange import listed
from claims.records.models import Topic, TopicOfClaim
from claims.records.querysets import KEPT_TOPIC
from claims.reviews.models import Verdict
from provenance.accounts.models import Visibility

from .checked import checked_on
from .paging import Slice, slice_of
from .tally import Tally
from .verdicts import Published, lines_of

ON_A_PAGE = 25


@dataclass(frozen=True)
class TopicPage:
    """Everything the template shows. `feed` is empty where not everyone sees the topic."""

    topic: Topic
    tally: Tally
    verdicts: list[Published]
    page: Slice
    feed: str


def topic_page(topic: Topic, user: Any, asked: QueryDict) -> TopicPage:
    """What strangers may read on a topic, the newest verdict first. At most five queries.

    `user` is who the lines are drawn for: where a claim was first seen is told as they may know.
    """
    rows = listed.on_topic(listed.published(), topic.pk)
    page = slice_of(rows, asked, ON_A_PAGE)
    is_public = topic.visibility == Visibility.PUBLIC
    return TopicPage(
        topic=topic,
        tally=checked_on(topic),
        verdicts=lines_of(page.rows, user),
        page=page,
        feed=reverse("topic-atom", args=[topic.pk]) if is_public else "",
    )


def public_topics() -> list[tuple[Topic, int]]:
    """Topics that everyone sees and on which something is published, each with how many claims."""
    stranger = AnonymousUser()
    current = Verdict.objects.visible_to(stranger).standing().filter(claim__merged_into=None)
    rows = TopicOfClaim.objects.visible_to(stranger).annotate(counts=KEPT_TOPIC).order_by()
    out = rows.filter(claim__in=current.values("claim")).values_list("counts")
    numbers = dict(out.annotate(n=Count("claim", distinct=True)))
    topics = Topic.objects.visible_to(stranger).standing().select_related("workspace")
    return [(one, numbers[one.pk]) for one in topics.filter(pk__in=numbers)]
