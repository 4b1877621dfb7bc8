"""Verdicts, and the corrections among them, over REST. They are made by publishing a review."""

from typing import Any

from rest_framework import serializers, viewsets

from claims.reviews.models import Verdict


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """One published verdict."""

    scale = serializers.IntegerField(source="rating.scale_id", read_only=True)

    class Meta:
        model = Verdict
        fields = [
            "id",
            "claim",
            "number",
            "rating",
            "scale",
            "rating_label",
            "neutral",
            "summary",
            "as_of",
            "reason_for_change",
            "published_at",
            "published_by",
            "supersedes",
        ]


class VerdictViewSet(viewsets.ReadOnlyModelViewSet[Verdict]):
    """Published verdicts, every version of them."""

    serializer_class = VerdictSerializer
    queryset = Verdict.objects.all()

    def get_queryset(self) -> Any:
        """Verdicts this person may see, narrowed by `claim`, `neutral`, `workspace`, `current`."""
        asked = self.request.query_params
        names = {"claim": "claim", "neutral": "neutral", "workspace": "workspace__slug"}
        narrowed = {field: asked[name] for name, field in names.items() if asked.get(name)}
        found = Verdict.objects.with_rating().visible_to(self.request.user).filter(**narrowed)
        return found.current() if asked.get("current") == "true" else found


class CorrectionViewSet(VerdictViewSet):
    """Verdicts that replaced an earlier one, each with its public reason."""

    def get_queryset(self) -> Any:
        """As for verdicts."""
        return super().get_queryset().corrections()
