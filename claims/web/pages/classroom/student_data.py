"""Everything that is kept of a student as a ZIP: a page to read, and JSON for programs."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string


def packed(data: dict[str, Any]) -> bytes:
    """The file. The page in it asks nothing of any network."""
    out = BytesIO()
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", text)
        page = render_to_string("claims/classroom/student_data.html", {"data": data})
        archive.writestr("read-me.html", page)
    return out.getvalue()
