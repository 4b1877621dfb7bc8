"""What an audit event says, in plain words. Pure."""

from dataclasses import dataclass
from typing import Any

WHOLE = {
    "assignment.grades_released": "gave out the grades of an assignment",
    "assignment.rubric_set": "said what counts in an assignment",
    "course.student_exported": "took out all that is kept of a student",
    "work.graded": "graded a student's work",
    "work.grade_released": "gave out a grade",
    "work.grade_withheld": "took a grade out of sight",
    "work.remarked": "remarked on a student's work",
    "work.remark_edited": "reworded a remark on a student's work",
    "work.remark_removed": "took back a remark on a student's work",
    "work.remark_restored": "put back a remark on a student's work",
    "aside.edited": "reworded a note to the editor",
    "aside.reopened": "let a note to the editor wait again",
    "aside.restored": "put back a note to the editor",
    "aside.settled": "dealt with a note to the editor",
    "aside.withdrawn": "took back a note to the editor",
    "aside.written": "wrote a note to the editor",
    "pick.made": "said why a claim was picked",
    "pick.taken_back": "took back why a claim was picked",
    "subscription.begun": "began to follow something",
    "subscription.ended": "follows something no more",
    "letters.chosen": "chose how often to be written to",
    "evidence.published": "published the evidence on a claim",
    "import.accepted": "took in claims that others checked",
    "import.done": "finished taking in claims that others checked",
    "import.failed": "could not read a file of claims",
    "import.mapped": "said what the columns and ratings of a file mean",
    "import.read": "looked through a file of claims",
    "import.requested": "brought a file of claims",
    "import.taken_back": "took back what a file of claims had brought",
    "invitation.accepted": "accepted an invitation",
    "invitation.made": "invited someone",
    "invitation.revoked": "withdrew an invitation",
    "member.added": "added a member",
    "member.left": "left the workspace",
    "member.removed": "took a member out",
    "member.role_changed": "gave a member another role",
    "outlet.merged": "made one outlet of two",
    "outlet.unmerged": "made two outlets of one again",
    "ownership.added": "said who owns an outlet",
    "ownership.ended": "said until when someone owned an outlet",
    "ownership.restored": "put the owner of an outlet back",
    "ownership.withdrawn": "took back who owns an outlet",
    "assignment.grade_cleared": "took a grade back from the school's platform",
    "assignment.grade_not_told": "gave up telling a grade to the school's platform",
    "assignment.grade_told": "told a grade to the school's platform",
    "assignment.told_again": "had grades told to the school's platform again",
    "course.admitted": "let in a student whom the school's platform names",
    "course.dismissed": "took out a student whom the school's platform names no longer",
    "course.link_set": "said what a link on the school's platform opens",
    "course.linked": "linked a course with one of the school's platform",
    "course.list_read": "read the list of students of the school's platform",
    "course.unlinked": "parted a course from one of the school's platform",
    "platform.account_linked": "linked an account with a teacher of a platform",
    "platform.account_unlinked": "parted an account from a teacher of a platform",
    "platform.added": "registered a learning platform",
    "platform.deleted": "deleted a learning platform",
    "platform.edited": "changed a learning platform",
    "platform.key_renewed": "made a new key for a learning platform",
    "platform.opening_made": "made a link by which a learning platform registers itself",
    "platform.restored": "brought a learning platform back",
    "person.merged": "made one person of two",
    "person.sign_on_linked": "signed in with an account from elsewhere for the first time",
    "person.unmerged": "made two people of one again",
    "correction_request.edited": "changed what is kept of a correction asked for",
    "correction_request.restored": "put back that a correction was asked for",
    "correction_request.sent": "asked for a correction",
    "correction_request.settled": "kept what came of a correction asked for",
    "correction_request.withdrawn": "took back that a correction was asked for",
    "letterbox.set": "said whether requests are taken from everyone",
    "report.answered": "answered a reader's report of an error",
    "report.contact_erased": "erased an address that a reader left",
    "report.corrected": "told a reader that an error is corrected",
    "report.reopened": "took back the answer to a reader's report",
    "report.sent": "received a reader's report of an error",
    "report.set_aside": "put a reader's report aside as spam",
    "request.accepted": "accepted a reader's request",
    "request.contact_erased": "erased an address that a reader left",
    "request.declined": "declined a reader's request",
    "request.grouped": "put readers' requests together",
    "request.joined": "joined a reader's request to a claim",
    "request.reopened": "took the decision about a reader's request back",
    "request.sent": "received a reader's request",
    "request.set_aside": "put a reader's request aside as spam",
    "request.ungrouped": "parted readers' requests",
    "same.proposed": "found two names that may be one",
    "same.reconsidered": "took back that two are not one",
    "same.refused": "found that two are not one",
    "same.suggested": "suggested that two are one",
    "watch.begun": "began to watch an article",
    "watch.ended": "ended the watch on an article",
    "watch.found": "visited a watched article",
    "watch.move_confirmed": "agreed that an article stands at another address",
    "watch.move_refused": "refused another address for an article",
    "watch.paced": "changed how often an article is visited",
    "watch.visit_asked": "sent a visit to a watched article",
    "webhook.added": "had another program told of what is published",
    "webhook.deleted": "deleted a webhook",
    "webhook.edited": "changed a webhook",
    "webhook.restored": "brought a webhook back",
    "webhook.secret_renewed": "made a new secret for a webhook",
    "webhook.sent_again": "sent something to a webhook again",
    "webhook.switched_off": "switched a webhook off",
    "webhook.switched_on": "switched a webhook on",
    "webhook.tested": "sent a test to a webhook",
    "workspace.changed": "changed the settings of the workspace",
    "workspace.exported": "took the workspace along in a file",
    "workspace.imported": "took the workspace in from a file",
    "workspace.opened": "opened the workspace",
}
PAST = {
    "kind_changed": "said otherwise what it is, of",
    "reasons_added": "found further reasons for",
    "reopened": "took back the decision about",
    "added_by_operator": "added, as an operator,",
    "adjudicate": "decided, as a third person,",
    "agree": "agreed with",
    "answered": "handed in",
    "assign": "gave to someone",
    "changed_by_operator": "changed, as an operator,",
    "decline": "declined",
    "differ": "differed in",
    "done": "finished",
    "drafted": "wrote in",
    "fact_chosen": "chose among the facts of",
    "fact_noted": "noted a fact of",
    "failed": "could not finish",
    "filled": "put something into",
    "first_appearance_moved": "found an earlier place for",
    "followed": "followed into a newer version the words of",
    "holds": "found that it still holds, in",
    "publish": "published",
    "put_back": "put something back into",
    "saved": "saved",
    "removed_by_operator": "removed, as an operator,",
    "raised": "asked to look again, in",
    "release": "gave back",
    "reopen": "reopened",
    "requested": "asked for",
    "retried": "tried again",
    "return": "sent back",
    "second": "took on as the second person",
    "settled": "found the words back, in",
    "shown": "changed who sees",
    "submit": "handed in",
    "take": "took on",
    "take_back": "took back",
    "triage": "accepted",
    "taken": "took something out of",
    "withdraw": "took back",
    "withdrawn": "withdrew",
    "written": "wrote",
}
DOORS = {
    "api": "by a program",
    "page": "on a page",
    "shell": "by a command",
    "worker": "in the background",
}


@dataclass(frozen=True)
class Detail:
    """One thing that an event tells; `before` is None where nothing was replaced."""

    name: str
    before: str | None
    after: str


def sentence(action: str, target: str) -> str:
    """`claim.recorded`, `claims.claim:9` -> `recorded claim 9`."""
    if action in WHOLE:
        return WHOLE[action]
    noun, _, verb = action.partition(".")
    key = target.partition(":")[2]
    words = PAST.get(verb, verb.replace("_", " "))
    return f"{words} {noun.replace('_', ' ')} {key}".strip()


def door(via: str) -> str:
    """How the change came in."""
    return DOORS.get(via, via)


def details(detail: dict[str, Any], people: dict[int, str]) -> list[Detail]:
    """The lines under the sentence: changed fields as before and after, the rest as it is.

    `people` maps ids to names; services note people by id, under `user`.
    """
    if detail.get("user") in people:
        detail = detail | {"user": people[detail["user"]]}
    before, after = detail.get("before"), detail.get("after")
    # The random value that kept a sealed event from being guessed says nothing to a reader.
    apart = {"before", "after", "seal"}
    rest = {name: value for name, value in detail.items() if name not in apart}
    lines = [Detail(_name(name), None, _value(value)) for name, value in rest.items()]
    if isinstance(before, dict) and isinstance(after, dict):
        changed = dict.fromkeys([*before, *after])
        lines += [
            Detail(_name(name), _value(before.get(name)), _value(after.get(name)))
            for name in changed
        ]
    elif before is not None or after is not None:
        lines.append(Detail("", _value(before), _value(after)))
    return lines


def _name(field: str) -> str:
    return "who" if field == "user" else field.replace("_", " ")


def _value(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return str(value)
