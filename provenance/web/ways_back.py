"""Back to the page on which a button was pressed, if it is one of ours."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, there: str) -> str:
    """`there` where it is an address on this site, from the root on; else nothing."""
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if ours and there.startswith("/") else ""
