"""Outlets, people, articles and texts, for operators to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Article, Citation, Fact, Outlet, Passage, Person, Snapshot


@admin.register(Outlet)
class OutletAdmin(LookOnly):
    """Whatever publishes."""

    list_display = ["name", "kind", "domain", "workspace", "visibility"]
    list_filter = ["kind", "visibility", "workspace"]
    list_select_related = ["workspace"]
    search_fields = ["name", "domain"]


@admin.register(Person)
class PersonAdmin(LookOnly):
    """Whoever speaks or writes."""

    list_display = ["name", "kind", "workspace", "visibility"]
    list_filter = ["kind", "visibility", "workspace"]
    list_select_related = ["workspace"]
    search_fields = ["name"]


@admin.register(Article)
class ArticleAdmin(LookOnly):
    """The works."""

    list_display = ["title", "byline", "outlet", "published", "workspace", "visibility"]
    list_filter = ["language", "visibility", "workspace"]
    list_select_related = ["outlet", "workspace"]
    search_fields = ["title", "address", "byline"]


@admin.register(Fact)
class FactAdmin(LookOnly):
    """What is known about where articles came from."""

    list_display = ["article", "field", "value", "known", "confidence", "chosen"]
    list_filter = ["field", "known", "chosen"]
    list_select_related = ["article"]


@admin.register(Snapshot)
class SnapshotAdmin(LookOnly):
    """What articles said. The text itself is read in the reader."""

    list_display = ["id", "article", "number", "captured_at", "media_type", "characters"]
    list_filter = ["media_type", "extractor"]
    list_select_related = ["article"]
    search_fields = ["raw_sha256", "text_sha256"]
    exclude = ["text", "regions", "blocks"]


@admin.register(Passage)
class PassageAdmin(LookOnly):
    """Spans of texts."""

    list_display = ["id", "snapshot_id", "start", "end", "quote"]
    search_fields = ["sha256"]


@admin.register(Citation)
class CitationAdmin(LookOnly):
    """Who leans on whom."""

    list_display = ["source", "kind", "target", "target_name", "known", "state"]
    list_filter = ["kind", "state", "known"]
    list_select_related = ["source", "target"]
