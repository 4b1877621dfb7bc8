"""The front door: which room answers which address. Rooms are named only as strings."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("account/", include("provenance.web.single_sign_on_urls")),
    path("account/", include("allauth.account.urls")),
    path("api/v1/", include("provenance.api.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("api/", include("provenance.api.schema_urls")),
    path("annotations/", include("claims.api.web_annotations.urls")),
    path("hypothesis/api/", include("claims.api.hypothesis.urls")),
    path("v1alpha1/", include("claims.api.factcheck_urls")),
    path("", include("claims.web.urls")),
    path("", include("provenance.web.urls")),
]

handler400 = "provenance.web.errors.bad_request"
handler403 = "provenance.web.errors.forbidden"
handler404 = "provenance.web.errors.not_found"
handler429 = "provenance.web.errors.too_many"
handler500 = "provenance.web.errors.broken"
