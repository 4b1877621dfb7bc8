"""The pages of topics, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.records.models import Claim, Topic
from claims.records.services import add_topic, merge_topics
from provenance.accounts.models import User, Workspace

OWNER, STRANGER = "max", ""


def of_topics() -> Iterator[tuple[str, str, str, int]]:
    """Topics of the demo, one without claims, and one that was merged."""
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    public = Topic.objects.filter(workspace=desk, visibility="public").order_by("pk")[0]
    bare = add_topic(desk, "Nothing in it", by=owner)
    merge_topics(bare, add_topic(desk, "Nothing in it either", by=owner), by=owner)
    claim = Claim.objects.filter(workspace=desk).order_by("pk")[0]
    yield "topics", reverse("topics"), OWNER, 200
    yield "topics-of-a-reader", reverse("topics"), "ron", 200
    yield "new-topic", reverse("new-topic"), OWNER, 200
    yield "topic-list", reverse("topic-list"), STRANGER, 200
    yield "topic-of-a-stranger", reverse("topic", args=[public.pk]), STRANGER, 200
    yield "topic", reverse("topic", args=[public.pk]), OWNER, 200
    yield "topic-empty", reverse("topic", args=[bare.pk]), OWNER, 200
    for view in ("edit-topic", "merge-topic"):
        yield view, reverse(view, args=[bare.pk]), OWNER, 200
    yield "claim-topics", reverse("claim-topics", args=[claim.pk]), OWNER, 200
