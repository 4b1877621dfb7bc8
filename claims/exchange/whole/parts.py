"""What a workspace owns, table by table, and what stays behind and why.

The columns are read from the models; which rows belong to a workspace is said here, since nobody
should learn from a missing foreign key that a table was forgotten. A test holds these two lists
against all models of the program.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

WORKSPACE = "accounts.Workspace"
USER = "accounts.User"
AUDIT = "audit.AuditEvent"
EARLIER = "audit.EarlierEvent"
FILES = "sources.SnapshotFile"
ROOMS = ("provenance.", "claims.")

# In the order in which rows are written: what is named comes before what names it. The path leads
# from a row to its workspace; the empty one is the workspace itself.
PARTS: Mapping[str, str] = {
    WORKSPACE: "",
    "accounts.Membership": "workspace",
    "sources.Outlet": "workspace",
    "sources.Person": "workspace",
    "sources.Article": "workspace",
    "sources.Authorship": "article__workspace",
    "sources.Snapshot": "article__workspace",
    "sources.Fact": "article__workspace",
    FILES: "snapshot__article__workspace",
    "sources.Passage": "snapshot__article__workspace",
    "sources.Passage_marked_by": "passage__snapshot__article__workspace",
    "sources.Citation": "workspace",
    "sources.Following": "passage__snapshot__article__workspace",
    "sources.Revision": "before__article__workspace",
    "sources.OutletMerge": "kept__workspace",
    "sources.OutletMerge_carried": "outletmerge__kept__workspace",
    "sources.PersonMerge": "kept__workspace",
    "sources.PersonMerge_carried": "personmerge__kept__workspace",
    "sources.Ownership": "outlet__workspace",
    "sources.SameOutlets": "one__workspace",
    "sources.SamePeople": "one__workspace",
    "lineage.SharedText": "workspace",
    "capture.CaptureRequest": "workspace",
    "capture.Proof": "snapshot__article__workspace",
    "capture.Watch": "article__workspace",
    "claims.Topic": "workspace",
    "claims.Claim": "workspace",
    "claims.TopicOfClaim": "claim__workspace",
    "claims.Appearance": "claim__workspace",
    "claims.Attribution": "appearance__claim__workspace",
    "claims.Merge": "kept__workspace",
    "claims.Merge_carried": "merge__kept__workspace",
    "claims.Naming": "workspace",
    "claims.Relation": "workspace",
    "annotations.Annotation": "workspace",
    "annotations.Annotation_mentions": "annotation__workspace",
    "annotations.AnnotationRevision": "annotation__workspace",
    "annotations.Flag": "annotation__workspace",
    "annotations.Decision": "annotation__workspace",
    "asides.Aside": "workspace",
    "evidence.Evidence": "claim__workspace",
    "groundwork.Search": "claim__workspace",
    "groundwork.Gap": "claim__workspace",
    "groundwork.Reply": "claim__workspace",
    "groundwork.Media": "claim__workspace",
    "reviews.Scale": "workspace",
    "reviews.Rating": "scale__workspace",
    "reviews.RatingText": "rating__scale__workspace",
    "reviews.Check": "workspace",
    "reviews.Review": "workspace",
    "reviews.Verdict": "workspace",
    "reviews.RollUp": "claim__workspace",
    "reviews.Recheck": "workspace",
    "cases.Case": "workspace",
    "cases.ArticleInCase": "case__workspace",
    "cases.ClaimInCase": "case__workspace",
    "classroom.Course": "workspace",
    "classroom.Section": "course__workspace",
    "classroom.Enrolment": "course__workspace",
    "classroom.Assignment": "course__workspace",
    "classroom.Material": "assignment__course__workspace",
    "classroom.Key": "assignment__course__workspace",
    "classroom.Submission": "assignment__course__workspace",
    "classroom.Part": "submission__assignment__course__workspace",
    "classroom.Answer": "submission__assignment__course__workspace",
    "classroom.AnswerVersion": "answer__submission__assignment__course__workspace",
    "classroom.HandIn": "submission__assignment__course__workspace",
    "classroom.HintOpened": "submission__assignment__course__workspace",
    "classroom.Rubric": "assignment__course__workspace",
    "classroom.Grade": "hand_in__submission__assignment__course__workspace",
    "classroom.Remark": "hand_in__submission__assignment__course__workspace",
    "requests.Letterbox": "workspace",
    "requests.ReaderRequest": "workspace",
    "requests.ErrorReport": "workspace",
    "requests.CorrectionRequest": "claim__workspace",
    "attention.SavedFilter": "workspace",
    "attention.Subscription": "workspace",
    "attention.Pick": "workspace",
    "exchange.PolicyText": "workspace",
    "exchange.Incoming": "workspace",
    "exchange.OutsideVerdict": "workspace",
    "exchange.ReportedAppearance": "workspace",
    EARLIER: "workspace",
}
SECRET, AGAIN, PLACE = "secret", "worked out again", "belongs to the place, not to the workspace"
EXCUSED: Mapping[str, str] = {
    USER: "goes along by user name and name, without a password",
    AUDIT: "goes along as the history of before; see `history.jsonl`",
    "accounts.ApiToken": SECRET,
    "accounts.Invitation": SECRET,
    "accounts.IdempotentRequest": PLACE,
    "accounts.User_groups": PLACE,
    "accounts.User_user_permissions": PLACE,
    "attention.Letters": "belongs to a person, in whatever workspace",
    "attention.Notification": "tells of events in the history here; what comes is told anew",
    "audit.AuditHead": "a new history begins where the workspace arrives",
    "audit.Bookmark": PLACE,
    "capture.Host": PLACE,
    "capture.Trace": AGAIN,
    "exchange.ClientLogin": SECRET,
    "exchange.UsedGrant": SECRET,
    "lineage.Fingerprint": AGAIN,
    "lineage.Key": AGAIN,
    "lti.Platform": PLACE,
    "lti.Launch": SECRET,
    "lti.Opening": SECRET,
    "lti.Identity": PLACE,
    "lti.Context": PLACE,
    "lti.Link": PLACE,
    "lti.Score": PLACE,
    "requests.DaySalt": SECRET,
    "search.ArticleWords": AGAIN,
    "search.ClaimWords": AGAIN,
    "search.VerdictWords": AGAIN,
    "suggest.Compared": AGAIN,
    "webhooks.Webhook": SECRET,
    "webhooks.Delivery": SECRET,
    "webhooks.Attempt": SECRET,
}
# Rows that belong to nobody and stand in every database: they are named by what they are known by.
SHARED: Mapping[str, tuple[str, ...]] = {
    "reviews.Scale": ("slug", "edition"),
    "reviews.Rating": ("scale__slug", "scale__edition", "slug"),
}
# Columns that stay behind though their row goes, and what stands there instead.
BLANK: Mapping[str, Mapping[str, str]] = {
    "requests.ReaderRequest": {"sender": "", "secret": "moved-request-{pk}"},
    "requests.ErrorReport": {"sender": "", "secret": "moved-report-{pk}"},
    "classroom.Course": {"code": "{pk}"},
    "classroom.Enrolment": {"resume_digest": ""},
}
# What an owner may not see either and no list of theirs shows: it stays out of a file of theirs.
KEPT_FROM_OWNERS = frozenset({"classroom.Course", "annotations.Flag"})
# Columns that may be emptied where the row that they name stays behind; others take theirs along.
LOOSE = frozenset(
    {
        "claims.Claim.first_appearance",
        "claims.Claim.parent",
        "sources.Article.latest",
        "sources.Article.outlet",
        "sources.Outlet.owner",
        "exchange.OutsideVerdict.incoming",
        "exchange.ReportedAppearance.incoming",
    }
)


def model_of(label: str) -> type[models.Model]:
    """The model of a part."""
    return apps.get_model(label)


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Every column that a row has, its number included."""
    return list(model._meta.concrete_fields)


def entry_of(label: str) -> str:
    """Where the rows of a part stand in the file."""
    return f"data/{label}.jsonl"


def our_models() -> list[type[models.Model]]:
    """Every model of the program itself, tables between two models included."""
    every = apps.get_models(include_auto_created=True)
    return [one for one in every if _home(one).startswith(ROOMS)]


def _home(model: type[models.Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name
