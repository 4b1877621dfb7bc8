"""Everything that changes what readers sent and what we ask of others."""

from .asking import (
    ask_for_correction,
    edit_correction_request,
    reopen_correction_request,
    restore_correction_request,
    settle_correction_request,
    withdraw_correction_request,
)
from .deciding import accept_request, decline_request, join_request, mark_spam, reopen_request
from .forgetting import erase_contact, erase_sent_contact, forget_contacts, forget_salts
from .joining import group_requests, ungroup_request
from .letterboxes import set_letterbox
from .receiving import Received, TooOften, report_error, send_request
from .reporting import answer_report, correct_report, reopen_report, spam_report

__all__ = [
    "Received",
    "TooOften",
    "accept_request",
    "answer_report",
    "ask_for_correction",
    "correct_report",
    "decline_request",
    "edit_correction_request",
    "erase_contact",
    "erase_sent_contact",
    "forget_contacts",
    "forget_salts",
    "group_requests",
    "join_request",
    "mark_spam",
    "reopen_correction_request",
    "reopen_report",
    "reopen_request",
    "report_error",
    "restore_correction_request",
    "send_request",
    "set_letterbox",
    "settle_correction_request",
    "spam_report",
    "ungroup_request",
    "withdraw_correction_request",
]
