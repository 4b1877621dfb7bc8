"""Addresses of this face: one line a page."""

from django.urls import URLPattern, URLResolver, path

from . import (
    articles,
    bookmarklet,
    bringing,
    catalogue,
    catalogue_changes,
    citing,
    facts,
    history,
    invitation,
    profile,
    sameness,
    shared_texts,
    snapshots,
    tokens,
    watching,
    workspace,
)

SETTINGS: list[URLPattern | URLResolver] = [
    path("settings/", workspace.settings, name="settings"),
    path("settings/invite/", workspace.invite, name="invite"),
    path(
        "settings/invitations/<int:pk>/withdraw/",
        workspace.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("settings/members/<int:pk>/role/", workspace.change_role, name="change-role"),
    path("settings/members/<int:pk>/remove/", workspace.remove_member, name="remove-member"),
    path("settings/leave/", workspace.leave, name="leave-workspace"),
    path("settings/switch/<slug:slug>/", workspace.switch, name="switch-workspace"),
    path("settings/profile/", profile.profile, name="settings-profile"),
    path("settings/tokens/", tokens.tokens, name="settings-tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
    path("settings/audit/", history.history, name="settings-audit"),
]

IMPORT: list[URLPattern | URLResolver] = [
    path("import/", bringing.bring_in, name="import"),
    path("import/<uuid:batch>/", bringing.batch, name="batch"),
    path("import/captures/<int:pk>/retry/", bringing.retry, name="retry-capture"),
    path("import/bookmarklet/", bookmarklet.receive, name="bookmarklet"),
    path("import/bookmarklet/<str:key>/", bookmarklet.confirm, name="bookmarklet-confirm"),
]
SOURCES: list[URLPattern | URLResolver] = [
    path("articles/", articles.articles, name="articles"),
    path("articles/<int:pk>/facts/", facts.facts, name="article-facts"),
    path("articles/<int:pk>/facts/choose/", facts.choose, name="choose-fact"),
    path("articles/<int:pk>/delete/", articles.delete, name="delete-article"),
    path("articles/<int:pk>/restore/", articles.restore, name="restore-article"),
    path("articles/<int:pk>/show/", articles.show, name="show-article"),
    path("facts/<int:pk>/pick/", facts.pick, name="pick-fact"),
    path("articles/<int:pk>/cite/", citing.cite, name="cite"),
    path("citations/", citing.citations, name="citations"),
    path("citations/confirm/", citing.confirm_several, name="confirm-citations"),
    path("citations/<int:pk>/confirm/", citing.confirm, name="confirm-citation"),
    path("citations/<int:pk>/reject/", citing.reject, name="reject-citation"),
    path("citations/<int:pk>/reopen/", citing.reopen, name="reopen-citation"),
    path("citations/<int:pk>/kind/", citing.change_kind, name="change-citation-kind"),
    path("citations/<int:pk>/withdraw/", citing.withdraw, name="withdraw-citation"),
    path("citations/<int:pk>/restore/", citing.restore, name="restore-citation"),
    path("shared/<int:pk>/", shared_texts.shared_text, name="shared-text"),
    path("shared/<int:pk>/decide/", shared_texts.decide, name="decide-shared"),
    path("shared/<int:pk>/refuse/", shared_texts.refuse, name="refuse-shared"),
    path("shared/<int:pk>/reopen/", shared_texts.reopen, name="reopen-shared"),
    path("articles/<int:pk>/watch/", watching.watch, name="watch-article"),
    path("watched/", watching.watched, name="watched"),
    path("watched/<int:pk>/stop/", watching.stop, name="stop-watching"),
    path("watched/<int:pk>/visit/", watching.visit, name="visit-now"),
    path("watched/<int:pk>/confirm-move/", watching.confirm_move, name="confirm-move"),
    path("watched/<int:pk>/refuse-move/", watching.refuse_move, name="refuse-move"),
    path("snapshots/<int:pk>/capture.warc.gz", snapshots.warc, name="snapshot-warc"),
    path("snapshots/<int:pk>/capture.wacz", snapshots.wacz, name="snapshot-wacz"),
    path("snapshots/<int:pk>/picture.png", snapshots.picture, name="snapshot-picture"),
    path("snapshots/<int:pk>/page.pdf", snapshots.pdf, name="snapshot-pdf"),
]

PEOPLE, OUTLETS = {"of": "people"}, {"of": "outlets"}
CATALOGUE: list[URLPattern | URLResolver] = [
    path("outlets/<int:pk>/", catalogue.outlet, name="outlet"),
    path("outlets/<int:pk>/undo/", catalogue_changes.undo_description, OUTLETS, "undo-outlet"),
    path("outlets/<int:pk>/same/", catalogue_changes.same, OUTLETS, "same-outlet"),
    path("outlets/<int:pk>/show/", catalogue_changes.show, OUTLETS, "show-outlet"),
    path("outlets/<int:pk>/unmerge/", catalogue_changes.unmerge, OUTLETS, "unmerge-outlet"),
    path("outlets/<int:pk>/owner/", catalogue_changes.note_owner, name="note-owner"),
    path("owners/<int:pk>/withdraw/", catalogue_changes.withdraw_owner, name="withdraw-owner"),
    path("owners/<int:pk>/restore/", catalogue_changes.restore_owner, name="restore-owner"),
    path("people/<int:pk>/", catalogue.person, name="person"),
    path("people/<int:pk>/undo/", catalogue_changes.undo_description, PEOPLE, "undo-person"),
    path("people/<int:pk>/same/", catalogue_changes.same, PEOPLE, "same-person"),
    path("people/<int:pk>/show/", catalogue_changes.show, PEOPLE, "show-person"),
    path("people/<int:pk>/unmerge/", catalogue_changes.unmerge, PEOPLE, "unmerge-person"),
    path("people/same/", sameness.possibly_same, name="possibly-same"),
    path("people/same/look/", sameness.look_again, name="look-for-same"),
    path("people/same/<slug:of>/<int:pk>/accept/", sameness.accept, name="accept-same"),
    path("people/same/<slug:of>/<int:pk>/refuse/", sameness.refuse, name="refuse-same"),
    path("people/same/<slug:of>/<int:pk>/reconsider/", sameness.reconsider, name="reconsider-same"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *SETTINGS,
    *IMPORT,
    *SOURCES,
    *CATALOGUE,
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
]
