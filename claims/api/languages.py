"""In which of the languages that there are somebody reads, going by their Accept-Language."""

from collections.abc import Iterable

from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request


def best_for(request: Request, languages: Iterable[str]) -> str:
    """The one of these that was asked for first; empty where none was.

    Who asks for English first gets what was written first, which is in no language by name.
    """
    known = set(languages)
    for asked, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        main = asked.partition("-")[0]
        if asked in known or main in known:
            return asked if asked in known else main
        if main == "en":
            return ""
    return ""
