"""Addresses of this face: one line a noun."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from .agreement import Agreement
from .annotations import AnnotationViewSet
from .appearances import AppearanceViewSet, AttributionViewSet
from .asides import AsideViewSet
from .attention import LettersOfMine, NotificationViewSet, SubscriptionViewSet
from .bulk import Bulk
from .cases import CaseViewSet
from .checks import CheckViewSet
from .claims import ClaimViewSet
from .classroom.assignments import AssignmentViewSet
from .classroom.courses import CourseViewSet
from .classroom.grading import GradebookViewSet, GradingViewSet, RubricViewSet
from .classroom.submissions import SubmissionViewSet
from .correction_requests import CorrectionRequestViewSet
from .evidence import EvidenceViewSet
from .groundwork import GapViewSet, MediaViewSet, ReplyViewSet, SearchViewSet
from .hypothesis.grant import Grant
from .incoming import ClaimImports
from .letters import ErrorReportViewSet, ReaderRequestViewSet
from .namings import NamingViewSet
from .picks import PickViewSet, Selection
from .platforms import PlatformViewSet
from .policies import PolicyViewSet
from .rechecks import RecheckViewSet
from .relations import RelationViewSet
from .reviews import ReviewViewSet
from .saved_filters import SavedFilterViewSet
from .scales import ScaleViewSet
from .search import Matches, Search
from .topics import TopicViewSet
from .verdicts import CorrectionViewSet, VerdictViewSet
from .webhooks import DeliveryViewSet, WebhookViewSet

router = SimpleRouter()
router.register("claims", ClaimViewSet, "claim")
router.register("claim-imports", ClaimImports, "claim-imports")
router.register("cases", CaseViewSet, "case")
router.register("appearances", AppearanceViewSet, "appearance")
router.register("attributions", AttributionViewSet, "attribution")
router.register("namings", NamingViewSet, "naming")
router.register("evidence", EvidenceViewSet, "evidence")
router.register("searches", SearchViewSet, "search-row")
router.register("gaps", GapViewSet, "gap")
router.register("media", MediaViewSet, "media")
router.register("replies", ReplyViewSet, "reply")
router.register("annotations", AnnotationViewSet, "annotation")
router.register("asides", AsideViewSet, "aside")
router.register("relations", RelationViewSet, "relation")
router.register("checks", CheckViewSet, "check")
router.register("courses", CourseViewSet, "course")
router.register("assignments", AssignmentViewSet, "assignment")
router.register("courses", GradebookViewSet, "course-grades")
router.register("assignments", RubricViewSet, "assignment-grades")
router.register("submissions", SubmissionViewSet, "submission")
router.register("submissions", GradingViewSet, "submission-grades")
router.register("reviews", ReviewViewSet, "review")
router.register("rechecks", RecheckViewSet, "recheck")
router.register("verdicts", VerdictViewSet, "verdict")
router.register("corrections", CorrectionViewSet, "correction")
router.register("policies", PolicyViewSet, "policy-text")
router.register("topics", TopicViewSet, "topic")
router.register("requests", ReaderRequestViewSet, "reader-request")
router.register("error-reports", ErrorReportViewSet, "error-report-row")
router.register("correction-requests", CorrectionRequestViewSet, "correction-request")
router.register("scales", ScaleViewSet, "scale")
router.register("subscriptions", SubscriptionViewSet, "subscription")
router.register("notifications", NotificationViewSet, "notification")
router.register("picks", PickViewSet, "pick")
router.register("saved-filters", SavedFilterViewSet, "saved-filter")
router.register("platforms", PlatformViewSet, "platform")
router.register("webhooks", WebhookViewSet, "webhook")
router.register("deliveries", DeliveryViewSet, "delivery")

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/hypothesis-grant/", Grant.as_view(), name="hypothesis-grant"),
    path("me/letters/", LettersOfMine.as_view(), name="letters-of-mine"),
    path("bulk/", Bulk.as_view(), name="api-bulk"),
    path("selection/", Selection.as_view(), name="api-selection"),
    path("agreement/", Agreement.as_view(), name="api-agreement"),
    path("search/", Search.as_view(), name="api-search"),
    path("matches/", Matches.as_view(), name="api-matches"),
    *router.urls,
]
