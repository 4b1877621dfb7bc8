"""Registers the room with Django."""

from django.apps import AppConfig


class ClaimsWebConfig(AppConfig):
    """The pages of this wing."""

    name = "claims.web"
    label = "claims_web"
    verbose_name = "Claims pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what claims have to tell on the pages of outlets and people."""
        from provenance.web import sections  # noqa: PLC0415  # Models are ready only now.

        from . import catalogue  # noqa: PLC0415

        sections.on_person(catalogue.follow)
        sections.on_outlet(catalogue.follow)
        sections.on_person(catalogue.claims_of_person)
        sections.on_person(catalogue.corrections_of_person)
        sections.on_outlet(catalogue.claims_of_outlet)
        sections.on_outlet(catalogue.corrections_of_outlet)
