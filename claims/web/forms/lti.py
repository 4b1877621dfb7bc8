"""What is asked about learning platforms, and of teachers who come from them."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from claims.classroom.models import Assignment, Course
from claims.lti.models import Platform

from .versioned import Versioned

FIELDS = (
    "name",
    "issuer",
    "client_id",
    "key_set_url",
    "auth_url",
    "token_url",
    "audience",
    "version",
)


class PlatformForm(Versioned):
    """What is known of a platform; its administrator reads it off there."""

    name = forms.CharField(
        label="What you call it",
        max_length=80,
        help_text="Our Moodle, for example.",
        error_messages={"required": "Give it a name."},
    )
    issuer = forms.CharField(
        label="Platform ID or issuer",
        max_length=255,
        help_text="Word for word, mostly an address: https://moodle.school.example",
        error_messages={"required": "Say how the platform names itself."},
    )
    client_id = forms.CharField(
        label="Client ID",
        max_length=255,
        error_messages={"required": "The platform gave this site a client ID."},
    )
    deployments = forms.CharField(
        label="Deployment IDs",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line. Launches from other deployments are refused.",
        error_messages={"required": "Give at least one."},
    )
    key_set_url = forms.URLField(
        label="Public key set", max_length=500, assume_scheme="https", help_text="Also called JWKS."
    )
    auth_url = forms.URLField(label="Authentication request", max_length=500, assume_scheme="https")
    token_url = forms.URLField(
        label="Access token",
        max_length=500,
        assume_scheme="https",
        required=False,
        help_text="Without it no list of students is read and no grade is told.",
    )
    audience = forms.CharField(
        label="Audience of the access token",
        max_length=500,
        required=False,
        help_text="Only where the platform names one that differs from the address.",
    )


class CourseOfPlatform(forms.Form):
    """Which of our courses a course of the platform is."""

    course = forms.ModelChoiceField(
        label="A course that you teach",
        queryset=Course.objects.none(),
        required=False,
        empty_label="Open a new one",
    )
    title = forms.CharField(
        label="What a new one is called", max_length=120, required=False, empty_value=""
    )

    def __init__(self, *args: Any, courses: QuerySet[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["course"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courses


class PickForm(forms.Form):
    """Which assignment."""

    assignment = forms.ModelChoiceField(
        label="Assignment",
        queryset=Assignment.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )

    def __init__(self, *args: Any, assignments: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignment"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = assignments


class LinkForm(PickForm):
    """Which assignment a link opens, if any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignment"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label, field.required = "It opens", False
        field.empty_label = "the course, with all that is given in it"


def words_of(platform: Platform) -> dict[str, object]:
    """What the form says of a platform as it is."""
    said: dict[str, object] = {name: getattr(platform, name) for name in FIELDS}
    return said | {"deployments": "\n".join(platform.deployments)}
