"""Naming, describing, showing, deleting and merging topics."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.models import AuditEvent
from provenance.audit.services import label, record
from provenance.sources.names import fold

from .. import rules
from ..models import Topic, TopicOfClaim

MAY_NOT_EDIT = "You may not change this topic. Students change only their own."
LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SLUG = 100, 2_000, 80


class TopicChanges(TypedDict, total=False):
    """What `describe_topic` changes; what is left out stays as it is."""

    name: str
    description: str
    slug: str


@transaction.atomic
def add_topic(
    workspace: Workspace, name: str, *, description: str = "", slug: str = "", by: User
) -> Topic:
    """Add a topic to the catalogue. Without a slug it gets one made of its name.

    Raises ValidationError naming the field, also for a name that is taken.
    """
    require(rules.may_record(by, workspace.pk), "Readers do not add topics here.")
    _lock(workspace)
    topic = Topic(workspace=workspace, name=name, description=description, slug=slug, created_by=by)
    _check(topic)
    topic.save()
    record("topic.added", topic, by=by, name=topic.name)
    return topic


@transaction.atomic
def topic_named(name: str, *, workspace: Workspace, by: User) -> Topic:
    """The topic of that name, the one that counts; added if nobody knew it."""
    _lock(workspace)
    rows = Topic.objects.alive().in_workspace(workspace).select_related("merged_into")
    found: Topic | None = rows.filter(key=fold(name)).first()
    if found is None:
        return add_topic(workspace, name, by=by)
    return found.merged_into or found


@transaction.atomic
def describe_topic(
    topic: Topic, *, version: int | None = None, by: User, **changes: Unpack[TopicChanges]
) -> Topic:
    """Change the name, the description or the slug."""
    topic = _locked(topic, version, by)
    before = {name: getattr(topic, name) for name in changes}
    for name, value in changes.items():
        setattr(topic, name, value)
    _check(topic)
    changed = sorted(name for name in changes if before[name] != getattr(topic, name))
    if changed:
        topic.touch()
        old = {name: before[name] for name in changed}
        new = {name: getattr(topic, name) for name in changed}
        record("topic.described", topic, by=by, before=old, after=new)
    return topic


@transaction.atomic
def show_topic(topic: Topic, visibility: str, *, version: int | None = None, by: User) -> Topic:
    """Say who sees a topic and its page: the workspace or everyone. Claims are seen as before."""
    topic = Topic.objects.locked(topic.pk, version)
    if visibility not in (Visibility.WORKSPACE, Visibility.PUBLIC):
        raise ValidationError({"visibility": "Topics are shared: the workspace or everyone."})
    require(rules.may_show_topic(by, topic), "Only an editor says who sees a topic.")
    _refuse_merged(topic)
    if visibility == topic.visibility:
        return topic
    before, topic.visibility = topic.visibility, visibility
    topic.touch()
    record("topic.shown", topic, by=by, before=before, after=visibility)
    return topic


@transaction.atomic
def delete_topic(topic: Topic, *, version: int | None = None, by: User) -> Topic:
    """Take a topic out of the catalogue that no claim carries, as far as this person sees."""
    topic = _locked(topic, version, by)
    if TopicOfClaim.objects.visible_to(by).of_topic(topic.pk).exists():
        raise NotNow("Claims carry this topic. Take it off them first, or merge it into another.")
    topic.deleted_at = timezone.now()
    topic.touch()
    record("topic.deleted", topic, by=by)
    return topic


@transaction.atomic
def restore_topic(topic: Topic, *, by: User) -> Topic:
    """Bring a deleted topic back. Raises ValidationError where its name was given anew."""
    _lock(topic.workspace)
    topic = Topic.objects.locked(topic.pk)
    require(rules.may_restore(by, topic), MAY_NOT_EDIT)
    if topic.deleted_at is None:
        return topic
    topic.deleted_at = None
    _check(topic)
    topic.touch()
    record("topic.restored", topic, by=by)
    return topic


@transaction.atomic
def merge_topics(kept: Topic, merged: Topic, *, version: int | None = None, by: User) -> Topic:
    """Find that two topics are one. `version` is that of the kept one, which is returned.

    Nothing moves: claims that carry the merged one count with the kept one while the merge stands,
    and its page leads there.
    """
    if kept.pk == merged.pk:
        raise ValidationError({"merged": "A topic cannot be merged into itself."})
    versions = {kept.pk: version, merged.pk: None}
    rows = {pk: Topic.objects.locked(pk, versions[pk]) for pk in sorted(versions)}
    kept, merged = rows[kept.pk], rows[merged.pk]
    _require_merge(kept, merged, by)
    carried = list(merged.merged.order_by("pk").values_list("pk", flat=True))
    merged.merged.update(merged_into=kept)
    merged.merged_into = kept
    merged.touch()
    record("topic.merged", merged, by=by, into=kept.pk, carried=carried)
    return kept


@transaction.atomic
def unmerge_topic(merged: Topic, *, by: User) -> Topic:
    """Take a merge back; the topic stands on its own again, with what had come along with it."""
    merged = Topic.objects.locked(merged.pk)
    require(rules.may_show_topic(by, merged), "Only an editor takes a merge back.")
    if merged.merged_into_id is None:
        raise NotNow(f"{merged.name} was not merged into another.")
    last = AuditEvent.objects.filter(target=label(merged), action="topic.merged")
    event = last.order_by("-id").first()
    if event is None or event.detail["into"] != merged.merged_into_id:
        raise NotNow(f"{merged.name} came along with another one; take that merge back first.")
    kept = merged.merged_into_id
    carried = Topic.objects.filter(pk__in=event.detail["carried"], merged_into=kept)
    carried.update(merged_into=merged)
    merged.merged_into = None
    merged.touch()
    record("topic.unmerged", merged, by=by, into=kept)
    return merged


def _require_merge(kept: Topic, merged: Topic, by: User) -> None:
    for topic in (kept, merged):
        require(rules.may_show_topic(by, topic), "Only an editor merges topics.")
        _refuse_merged(topic)
        if topic.deleted_at:
            raise NotNow(f"{topic.name} was deleted.")
    if kept.workspace_id != merged.workspace_id:
        raise ValidationError({"merged": "The two topics belong to different workspaces."})
    if merged.visibility == Visibility.PUBLIC and kept.visibility != Visibility.PUBLIC:
        raise NotNow("Everyone sees the page that would vanish. Show the other one first.")


def _lock(workspace: Workspace) -> None:
    """Whoever adds a name waits for others who do, so that the second one is told it is taken."""
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def _locked(topic: Topic, version: int | None, by: User) -> Topic:
    _lock(topic.workspace)
    row: Topic = Topic.objects.locked(topic.pk, version)
    require(rules.may_edit(by, row), MAY_NOT_EDIT)
    _refuse_merged(row)
    return row


def _refuse_merged(topic: Topic) -> None:
    if topic.merged_into_id:
        raise NotNow(f"{topic.name} was merged into another topic; change that one.")


def _check(topic: Topic) -> None:
    """Tidy a topic, and see to it that its name and its slug are its own."""
    topic.name, topic.description = " ".join(topic.name.split()), topic.description.strip()
    topic.key = fold(topic.name)
    if not topic.name or not topic.key:
        raise ValidationError({"name": "Give a name."})
    if len(topic.description) > LONGEST_DESCRIPTION:
        raise ValidationError(
            {"description": f"Say it in at most {LONGEST_DESCRIPTION} characters."}
        )
    others = Topic.objects.alive().filter(workspace=topic.workspace_id).exclude(pk=topic.pk)
    topic.slug = topic.slug.strip() or _free_slug(topic.name, others)
    topic.clean_fields(exclude={"workspace", "created_by", "merged_into"})
    taken: Any = others.filter(key=topic.key).first()
    if taken is not None:
        raise ValidationError({"name": f"There is a topic of that name: {taken.name}."})
    if others.filter(slug=topic.slug).exists():
        raise ValidationError({"slug": "Another topic has this slug."})


def _free_slug(name: str, others: Any) -> str:
    """The name as part of an address; with a number where another topic has it."""
    bare = slugify(name, allow_unicode=True)[: LONGEST_SLUG - 4] or "topic"
    taken = set(others.filter(slug__startswith=bare).values_list("slug", flat=True))
    numbered = (f"{bare}-{number}" for number in range(2, len(taken) + 3))
    return bare if bare not in taken else next(one for one in numbered if one not in taken)
