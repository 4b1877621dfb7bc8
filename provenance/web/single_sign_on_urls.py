"""Addresses for signing in with an account from elsewhere, under the names the library knows."""

from allauth.socialaccount import views
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from . import single_sign_on

urlpatterns: list[URLPattern | URLResolver] = [
    path("oidc/<slug:provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        single_sign_on.come_back,
        name="openid_connect_callback",
    ),
    path("with/cancelled/", views.login_cancelled, name="socialaccount_login_cancelled"),
    path("with/error/", views.login_error, name="socialaccount_login_error"),
    path("with/signup/", views.signup, name="socialaccount_signup"),
    path(
        "with/",
        RedirectView.as_view(pattern_name="settings-profile"),
        name="socialaccount_connections",
    ),
]
