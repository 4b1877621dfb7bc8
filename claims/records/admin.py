"""Claims, for operators: to look at. Changes are made on pages, where they are recorded."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Appearance, Attribution, Claim, Merge, Naming, Relation, Topic, TopicOfClaim


class AppearanceInline(admin.TabularInline):  # type: ignore[type-arg]
    """The places where a claim stands."""

    model = Appearance
    extra = 0
    can_delete = False
    readonly_fields = ["passage", "note", "created_by", "created_at", "deleted_at"]


@admin.register(Claim)
class ClaimAdmin(LookOnly):
    """Every claim, deleted and merged ones too."""

    list_display = ["id", "statement", "workspace", "kind", "visibility", "created_by", "version"]
    list_filter = ["workspace", "visibility", "kind", "checkable"]
    list_select_related = ["workspace", "created_by"]
    search_fields = ["statement"]
    inlines = [AppearanceInline]


@admin.register(Attribution)
class AttributionAdmin(LookOnly):
    """Hops of chains."""

    list_display = ["id", "appearance_id", "position", "speaker", "directness", "anonymous"]
    list_select_related = ["speaker"]


@admin.register(Relation)
class RelationAdmin(LookOnly):
    """How claims stand to each other."""

    list_display = ["id", "source_id", "kind", "target_id", "reason", "deleted_at"]
    list_filter = ["kind"]


@admin.register(Merge)
class MergeAdmin(LookOnly):
    """Merges and those taken back."""

    list_display = ["id", "merged_id", "kept_id", "reason", "created_by", "undone_at"]
    list_select_related = ["created_by"]


@admin.register(Naming)
class NamingAdmin(LookOnly):
    """What texts call people and groups."""

    list_display = ["id", "person", "subject", "passage_id", "created_by", "deleted_at"]
    list_select_related = ["person", "created_by"]


@admin.register(Topic)
class TopicAdmin(LookOnly):
    """Topics, merged and deleted ones too."""

    list_display = ["id", "name", "workspace", "visibility", "merged_into", "deleted_at"]
    list_select_related = ["workspace", "merged_into"]
    search_fields = ["name"]


@admin.register(TopicOfClaim)
class TopicOfClaimAdmin(LookOnly):
    """Which claims carry which topic."""

    list_display = ["id", "topic", "claim_id", "created_by", "created_at", "deleted_at"]
    list_select_related = ["topic", "created_by"]
