"""Addresses of learning platforms. Students come through those under launch/ alone."""

from django.urls import URLPattern, URLResolver, path

from . import courses, keys, launching, platforms, registering, teaching

LTI: list[URLPattern | URLResolver] = [
    path("lti/login/", launching.login, name="lti-login"),
    path("lti/launch/", launching.launch, name="lti-launch"),
    path("lti/launch/<int:pk>/", launching.come_in, name="lti-come-in"),
    path("lti/register/<str:secret>/", registering.register, name="lti-register"),
    path("lti/jwks.json", keys.key_set, name="lti-keys"),
    path("lti/teach/<int:pk>/", teaching.arrive, name="lti-teach"),
    path("lti/teach/<int:pk>/account/", teaching.account, name="lti-account"),
    path("lti/teach/<int:pk>/course/", teaching.course, name="lti-course"),
    path("lti/teach/<int:pk>/link/", teaching.link, name="lti-link"),
    path("lti/teach/<int:pk>/pick/", teaching.pick, name="lti-pick"),
    path("classes/contexts/<int:pk>/read/", courses.read_list, name="read-context"),
    path("classes/contexts/<int:pk>/unlink/", courses.unlink, name="unlink-context"),
    path("classes/assignments/<int:pk>/tell-again/", courses.tell_again, name="tell-again"),
    path("settings/platforms/", platforms.platforms, name="settings-platforms"),
    path("settings/platforms/open/", registering.open_door, name="open-to-platform"),
    path("settings/platforms/<int:pk>/", platforms.platform, name="platform"),
    path("settings/platforms/<int:pk>/edit/", platforms.edit_platform, name="edit-platform"),
    path("settings/platforms/<int:pk>/key/", platforms.renew_key, name="renew-platform-key"),
    path("settings/platforms/<int:pk>/delete/", platforms.delete_platform, name="delete-platform"),
    path(
        "settings/platforms/<int:pk>/restore/", platforms.restore_platform, name="restore-platform"
    ),
    path(
        "settings/platforms/people/<int:pk>/unlink/",
        platforms.unlink_account,
        name="unlink-account",
    ),
]
