"""Addresses of what comes in from elsewhere, and goes out whole."""

from django.urls import URLPattern, path

from . import incoming, moving

IMPORTS: list[URLPattern] = [
    path("desk/claims/import/", incoming.import_claims, name="import-claims"),
    path("desk/claims/import/<int:pk>/", incoming.claim_import, name="claim-import"),
    path("desk/claims/import/<int:pk>/map/", incoming.map_import, name="map-import"),
    path("desk/claims/import/<int:pk>/accept/", incoming.accept_import, name="accept-import"),
    path(
        "desk/claims/import/<int:pk>/take-back/",
        incoming.take_back_import,
        name="take-back-import",
    ),
    path("desk/claims/import/<int:pk>/broken.jsonl", incoming.broken_rows, name="broken-rows"),
    *(
        path(
            f"desk/outside/{kind}s/<int:pk>/{verb}/",
            view,
            {"kind": kind},
            name=f"{verb}-outside-{kind}",
        )
        for kind in ("verdict", "appearance")
        for verb, view in (
            ("withdraw", incoming.withdraw_outside),
            ("restore", incoming.restore_outside),
        )
    ),
    path("settings/export/", moving.export, name="settings-export"),
    path("settings/export/file/", moving.download, name="download-workspace"),
]
