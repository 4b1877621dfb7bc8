"""Addresses of what readers send and of the corrections that we ask for."""

from django.urls import URLPattern, URLResolver, path

from . import asking, corrections, letters, reports

LETTERS: list[URLPattern | URLResolver] = [
    path("ask/", asking.desks, name="ask"),
    path("ask/<slug:slug>/", asking.ask_desk, name="ask-desk"),
    path("ask/<slug:slug>/declined/", asking.declined, name="declined"),
    path("sent/<str:secret>/", asking.status, name="sent"),
    path("sent/<str:secret>/erase/", asking.erase, name="erase-sent"),
    path("claims/<int:pk>/report/", asking.report, name="report-error"),
    path("settings/letterbox/", letters.letterbox, name="settings-letterbox"),
    path("desk/requests/", letters.requests, name="requests"),
    path("desk/requests/<int:pk>/", letters.one, name="request"),
    path("desk/requests/<int:pk>/accept/", letters.accept, name="accept-request"),
    path("desk/requests/<int:pk>/decline/", letters.decline, name="decline-request"),
    path("desk/requests/<int:pk>/join/<int:claim>/", letters.join, name="join-request"),
    path("desk/requests/<int:pk>/spam/", letters.spam, name="spam-request"),
    path("desk/requests/<int:pk>/reopen/", letters.reopen, name="reopen-request"),
    path("desk/requests/<int:pk>/with/<int:other>/", letters.group, name="group-request"),
    path("desk/requests/<int:pk>/alone/", letters.ungroup, name="ungroup-request"),
    path("desk/requests/<int:pk>/erase/", letters.erase_contact, name="erase-request-contact"),
    path("desk/reports/", reports.reports, name="error-reports"),
    path("desk/reports/<int:pk>/", reports.one, name="error-report"),
    path("desk/reports/<int:pk>/answer/", reports.answer, name="answer-report"),
    path("desk/reports/<int:pk>/correct/", reports.correct, name="correct-report"),
    path("desk/reports/<int:pk>/spam/", reports.spam, name="spam-report"),
    path("desk/reports/<int:pk>/reopen/", reports.reopen, name="reopen-report"),
    path("desk/reports/<int:pk>/erase/", reports.erase_contact, name="erase-report-contact"),
    path("desk/corrections/", corrections.asked, name="corrections-asked"),
    path("desk/claims/<int:pk>/corrections/add/", corrections.add, name="add-correction"),
    path("desk/corrections/<int:pk>/edit/", corrections.edit, name="edit-correction"),
    path("desk/corrections/<int:pk>/outcome/", corrections.settle, name="settle-correction"),
    path("desk/corrections/<int:pk>/reopen/", corrections.reopen, name="reopen-correction"),
    path("desk/corrections/<int:pk>/withdraw/", corrections.withdraw, name="withdraw-correction"),
    path("desk/corrections/<int:pk>/restore/", corrections.restore, name="restore-correction"),
]
