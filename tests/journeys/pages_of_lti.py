"""The pages of learning platforms, and of signing in from elsewhere, for the list of all pages.

Name, address, who looks, how it answers.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from claims.classroom.services import open_course
from claims.lti.models import Context, Identity
from claims.lti.services import add_platform, link_account, link_course
from provenance.accounts.models import User, Workspace

OWNER, BEGINNER, STRANGER = "max", "ines", ""

SENT = "only in a browser that a platform sent: tests/claims/lti"
EXCUSED_OF_LTI = {
    "openid_connect_login": "leads to a provider",
    "openid_connect_callback": "leads on, in a browser that a provider sent",
    "socialaccount_signup": "only while someone invited signs in from elsewhere",
    "socialaccount_connections": "leads to the profile",
    "lti-login": "leads to the platform",
    "lti-come-in": "leads to the class, in a browser that a platform sent",
    "lti-keys": "a file",
    "lti-register": "called by a platform, whose answer it needs: tests/claims/lti",
    "lti-teach": "leads on, in a browser that a platform sent",
    "lti-account": SENT,
    "lti-course": SENT,
    "lti-link": SENT,
    "lti-pick": SENT,
}


def of_lti() -> Iterator[tuple[str, str, str, int]]:
    """None, one with a linked course and a linked account, and one to change."""
    cancelled, failed = "socialaccount_login_cancelled", "socialaccount_login_error"
    yield cancelled, reverse(cancelled), STRANGER, 200
    yield failed, reverse(failed), STRANGER, 401
    yield "platforms-none", reverse("settings-platforms"), BEGINNER, 200
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    site = "https://a-platform-with-a-long-name.school.example"
    one = add_platform(
        desk,
        name="Our Moodle",
        issuer=site,
        client_id="tool-1",
        deployments=["1"],
        key_set_url=f"{site}/certs",
        auth_url=f"{site}/auth",
        token_url=f"{site}/token",
        by=owner,
    )
    link_account(Identity.objects.create(platform=one, sub="1"), by=owner)
    context = Context.objects.create(
        platform=one, deployment="1", key="9", title="Media 9d", memberships_url=f"{site}/members"
    )
    course = open_course(desk, "Media class 9d", by=owner)
    context = link_course(context, course, by=owner)
    context.read_at, context.read_said = timezone.now(), "The list did not come: no answer."
    context.save()
    yield "settings-platforms", reverse("settings-platforms"), OWNER, 200
    yield "platform", reverse("platform", args=[one.pk]), OWNER, 200
    yield "edit-platform", reverse("edit-platform", args=[one.pk]), OWNER, 200
    yield "course-of-a-platform", reverse("course", args=[course.pk]), OWNER, 200
