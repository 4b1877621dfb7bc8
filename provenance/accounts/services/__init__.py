"""Everything that changes people, workspaces, memberships, invitations, tokens and kept answers."""

from .answers import end_old_sessions, forget_answers, keep_answer, reserve_answer
from .invitations import accept_invitation, invite, revoke_invitation
from .members import add_member, change_role, leave_workspace, remove_member
from .people import edit_profile, open_confined_account
from .tokens import make_token, note_use, revoke_token
from .workspaces import edit_workspace, open_workspace

__all__ = [
    "accept_invitation",
    "add_member",
    "change_role",
    "edit_profile",
    "edit_workspace",
    "end_old_sessions",
    "forget_answers",
    "invite",
    "keep_answer",
    "leave_workspace",
    "make_token",
    "note_use",
    "open_confined_account",
    "open_workspace",
    "remove_member",
    "reserve_answer",
    "revoke_invitation",
    "revoke_token",
]
