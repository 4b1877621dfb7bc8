"""What the comparison of a class with the desk looks like over REST: figures, never a name."""

from typing import Any

from rest_framework import serializers

from claims.classroom.compared import Comparison
from claims.classroom.comparing import Compared
from provenance.api.cards import PlainCard


class ShareCard(PlainCard):
    """How many of those who answered."""

    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    of = serializers.IntegerField()
    is_key = serializers.BooleanField(help_text="Whether the desk says the same.")
    is_mine = serializers.BooleanField()


class FoundCard(ShareCard):
    """Something the desk has, or several works."""

    stance = serializers.CharField(help_text="Of evidence: supports, contradicts, context.")


class StretchCard(PlainCard):
    """Words that the same number of works marked. Code points, half open."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    count = serializers.IntegerField()
    of = serializers.IntegerField()
    is_key = serializers.BooleanField()
    is_mine = serializers.BooleanField()


class HeatCard(PlainCard):
    """One text, cut where the number of works that marked it changes."""

    text = serializers.IntegerField(help_text="Its place among the texts, from 0.")
    stretches = StretchCard(many=True)


class HopReachedCard(PlainCard):
    """A hop of the desk's chain, from the page back to the origin."""

    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(help_text="Works that got at least so far.")
    stopped = serializers.IntegerField(help_text="Works that got no further.")
    of = serializers.IntegerField()
    gap = serializers.CharField()
    is_missing = serializers.BooleanField()
    is_mine = serializers.BooleanField()


class OverlayCard(PlainCard):
    """The chains of the class laid over the desk's."""

    hops = HopReachedCard(many=True)
    nowhere = serializers.IntegerField(help_text="Works that name none of these.")
    others = ShareCard(many=True, help_text="Named by two works or more, not by the desk.")


class SortedItemCard(PlainCard):
    """Words that were to be sorted."""

    quote = serializers.CharField()
    shares = ShareCard(many=True)


class SureCard(PlainCard):
    """Those who were about so sure."""

    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    of = serializers.IntegerField()
    right = serializers.IntegerField(allow_null=True, help_text="Of these, as the desk says.")
    is_mine = serializers.BooleanField()


class CalibrationCard(PlainCard):
    """How sure the class was, and whether that told who was right."""

    bins = SureCard(many=True)
    brier = serializers.FloatField(allow_null=True)
    mean = serializers.FloatField(allow_null=True, help_text="In 100.")
    right = serializers.IntegerField(allow_null=True)


class AgreedCard(PlainCard):
    """One figure of agreement."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="Null where too little was judged.")
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    words = serializers.CharField()


class ComparedTaskCard(PlainCard):
    """One task: what the class found beside what the desk found."""

    task = serializers.CharField()
    kind = serializers.CharField()
    answered = serializers.IntegerField()
    too_few = serializers.BooleanField(
        help_text="So few answered that their figures would name them; there are none."
    )
    bars = ShareCard(many=True)
    heat = HeatCard(many=True)
    found = FoundCard(many=True)
    items = SortedItemCard(many=True)
    chain = OverlayCard(allow_null=True)
    calibration = CalibrationCard(allow_null=True)
    talk = serializers.ListField(child=serializers.CharField())
    agreement = AgreedCard(many=True)


class TurnoutCard(PlainCard):
    """How many works, of how many students."""

    works = serializers.IntegerField()
    students = serializers.IntegerField()
    without = serializers.IntegerField(help_text="Students who handed in nothing.")
    in_groups = serializers.BooleanField()


class ComparisonCard(PlainCard):
    """The whole comparison of an assignment."""

    assignment = serializers.IntegerField()
    turnout = TurnoutCard()
    tasks = ComparedTaskCard(many=True)
    over_verdicts = AgreedCard(many=True)
    talk = serializers.ListField(child=serializers.CharField())


def told_comparison(found: Comparison) -> dict[str, Any]:
    """The comparison as plain values."""
    told = {
        "assignment": found.assignment.pk,
        "turnout": found.turnout,
        "tasks": [_task(one, found) for one in found.tasks],
        "over_verdicts": found.over,
        "talk": found.talk,
    }
    return dict(ComparisonCard(told).data)


def _task(one: Compared, found: Comparison) -> dict[str, Any]:
    names = ("answered", "too_few", "bars", "found", "items", "calibration", "talk")
    told = {name: getattr(one, name) for name in names}
    told |= {"task": one.task.id, "kind": str(one.task.kind), "chain": one.overlay}
    told["heat"] = [{"text": at, "stretches": cut} for at, cut in enumerate(one.heat)]
    return told | {"agreement": found.agreed.get(one.task.id, [])}
