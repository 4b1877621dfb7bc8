"""What every noun of the API has in common: lists, single rows, ETags, 304."""

from typing import Any

from django.db.models import Model
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from .preconditions import answer, etag


class Rows(ReadOnlyModelViewSet[Any]):
    """Lists in cursor pages and single rows with their ETag; actions call services.

    The ETag names the version of the row itself, for If-Match. What stands around the row in an
    answer may change without it, so only rows that are never edited are answered with 304.
    """

    written_once = False

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row; 304 when it is never edited and the reader has it already."""
        row: Model = self.get_object()
        if self.written_once and etag(row) in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": etag(row)})
        return answer(row, self.get_serializer(row).data)
