"""Web addresses: how they are written down, told apart and trusted. Pure.

Three forms are kept apart. The address *as given* is never altered. The *normal* form
(`normalise`) spells the same address in one way and is safe to fetch. The *key* (`key`)
goes further and is equal for the desktop, mobile and AMP faces of one page; it only
identifies an article inside a workspace and is never fetched.

Rules follow RFC 3986 section 6, UTS #46 for international host names, and the public
lists of tracking parameters (AdGuard, ClearURLs, Firefox query stripping).
"""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import idna
from tld import get_fld

MAX_LENGTH = 4096

TRACKER_PREFIXES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "itm_", "vero_", "mkt_", "trk_", "_hs",
    "__hs", "guce_", "at_custom", "at_link", "at_ptr", "at_bbc", "ns_", "action_object_",
    "action_type_", "soc_",
)  # fmt: skip
TRACKER_NAMES = {
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid",
    "yclid", "ysclid", "igsh", "igshid", "epik", "wickedid", "obclid", "rdt_cid", "li_fat_id",
    "s_kwcid", "sc_cid", "mc_cid", "mc_eid", "_ga", "_gl", "_gac", "cmpid", "ocid", "xtor",
    "ref_src", "ref_url", "at_medium", "at_campaign", "at_format", "smid", "smtyp", "ncid",
    "sr_share", "share_source", "guccounter", "mkcid", "mkevt", "action_ref_map", "oly_anon_id",
    "oly_enc_id",
}  # fmt: skip
AMP_QUERY = {"amp": {"", "1", "true"}, "outputtype": {"amp"}, "output": {"amp"}}
AMP_PATH = re.compile(r"(?:/amp|\.amp)/?$", re.IGNORECASE)
AMP_INNER = re.compile(r"\.amp(?=\.html?$)", re.IGNORECASE)
AMP_VIEWERS = re.compile(
    r"^(?:(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?|[a-z0-9-]+\.cdn\.ampproject\.org/[acv]/(?:s/)?"
    r"|cdn\.ampproject\.org/[acv]/(?:s/)?)(?P<rest>[^/]+\..+)$",
    re.IGNORECASE,
)
INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)
FACES = {"www", "m", "mobile", "amp", "touch", "wap"}

# Hosts where each subdomain is somebody else's publication; the public suffix list lacks them.
HOSTING = {
    "wordpress.com", "substack.com", "medium.com", "tumblr.com", "livejournal.com", "ghost.io",
    "wixsite.com", "typepad.com", "over-blog.com", "hatenablog.com", "beehiiv.com",
}  # fmt: skip

HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
DEFAULT_PORTS = {"http": 80, "https": 443}
UNRESERVED = re.compile(r"%([0-9A-Fa-f]{2})")
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
SAFE = "/:@!$&'()*+,;=~%-._"


class AddressError(ValueError):
    """An address that cannot be used. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Address(NamedTuple):
    """An address as somebody gave it, its one normal spelling, and its identity key."""

    given: str
    normal: str
    key: str


def parse(given: str) -> Address:
    """Read an address. Raises AddressError where `normalise` would."""
    return Address(given, normalise(given), key(given))


def normalise(address: str) -> str:
    """The one normal spelling of an http(s) address, without tracking parameters.

    Raises AddressError (codes: empty, too_long, scheme, credentials, host, port).
    """
    parts = urlsplit(spell(address))
    query = "&".join(p for p in parts.query.split("&") if p and not _tracks(p))
    return urlunsplit(parts._replace(query=query))


def spell(address: str) -> str:
    """The address as it goes over the wire: ASCII, no dot segments, the query untouched.

    Redirects are followed in this form, because a site that adds a parameter which
    `normalise` takes away again would send us in circles. Raises AddressError.
    """
    parts = _split(address)
    host, port = _host(parts), _port(parts)
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{port}" if port else ""
    fragment = _escape(parts.fragment, "?") if parts.fragment.startswith("!") else ""
    return urlunsplit(
        (parts.scheme, netloc, _path(parts.path), _escape(parts.query, "?"), fragment)
    )


def key(address: str) -> str:
    """What tells this page from every other, without scheme: `example.org/news/a?id=3`.

    Equal for http and https, with and without `www.`, mobile and AMP faces, a trailing
    slash or index page, and any order of the query. Raises AddressError.
    """
    parts = urlsplit(normalise(address))
    viewed = AMP_VIEWERS.match(f"{parts.netloc}{parts.path}")
    if viewed:
        query = f"?{parts.query}" if parts.query else ""
        return key(f"https://{viewed['rest']}{query}")
    path = AMP_PATH.sub("", AMP_INNER.sub("", parts.path))
    path = INDEX_PAGE.sub("", path).rstrip("/")
    query = "&".join(sorted(p for p in parts.query.split("&") if p and not _asks_for_amp(p)))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return _faceless(parts.netloc) + path + (f"?{query}" if query else "") + fragment


def spellings(address: str) -> frozenset[str]:
    """Ways in which this address may be written down elsewhere: with the other scheme, with or
    without `www.`, a slash at its end or the tracking parameters that it came with.

    Raises AddressError.
    """
    found = {address.strip()}
    for one in (spell(address), normalise(address)):
        parts = urlsplit(one)
        host = parts.netloc.removeprefix("www.")
        path = parts.path.rstrip("/")
        found |= {
            urlunsplit(parts._replace(scheme=scheme, netloc=netloc, path=ending))
            for scheme in DEFAULT_PORTS
            for netloc in (host, f"www.{host}")
            for ending in (path, f"{path}/")
        }
    return frozenset(found)


def outlet_domain(address: str) -> str:
    """The registrable domain (`bbc.co.uk`), which stands for the outlet; a bare host otherwise.

    A publication that lives on a subdomain of a hosting platform keeps its subdomain.
    Raises AddressError.
    """
    host = _faceless(urlsplit(normalise(address)).hostname or "")
    return _registrable(host)


def canonical_doubt(final: str, canonical: str) -> str:
    """Why a page's own canonical link should not be believed; empty where it may be.

    A wrong canonical link (home page, section, another article, another outlet) would
    merge unrelated pages, so anything but a plain respelling of `final` needs a reason.
    """
    try:
        here, there = urlsplit(normalise(final)), urlsplit(normalise(urljoin(final, canonical)))
        if key(final) == key(urljoin(final, canonical)):
            return ""
    except (AddressError, ValueError):
        return "It is not a web address."
    if outlet_domain(here.geturl()) != outlet_domain(there.geturl()):
        return "It points to another outlet."
    if there.path.strip("/") == "" and (here.path.strip("/") or here.query):
        return "It points to the home page."
    return _path_doubt(here, there)


def trusts_canonical(final: str, canonical: str) -> bool:
    """Whether the canonical link found at `final` may stand for it. See `canonical_doubt`."""
    return not canonical_doubt(final, canonical)


def _path_doubt(here: SplitResult, there: SplitResult) -> str:
    ours, theirs = _stem(here.path), _stem(there.path)
    if ours == theirs:
        lost = set(here.query.split("&")) - set(there.query.split("&"))
        if any(_identifies(p) for p in lost):
            return "It drops the part of the query that tells pages apart."
        return ""
    if (ours + "/").startswith(theirs + "/"):
        return "It points to a section above this page."
    if _opaque(ours) or _opaque(theirs) or _words(ours) & _words(theirs):
        return ""
    return "It names another page."


def _identifies(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    named = re.search(r"(?:^|_)(?:p|article|story|page|v|post|doc)$|id$", name.lower())
    return bool(value and (named or re.search(r"\d{3}|-", value)))


def _stem(path: str) -> str:
    return EXTENSION.sub("", AMP_PATH.sub("", path)).rstrip("/")


def _opaque(path: str) -> bool:
    """A last segment without words (`/a/48213`, `/?p=7`) can't contradict another."""
    return not _words(path)


def _words(path: str) -> set[str]:
    last = unquote(path.rsplit("/", 1)[-1]).lower()
    return {word for word in re.findall(r"[^\W_]+", last) if len(word) > 2 and not word.isdigit()}


def _split(address: str) -> SplitResult:
    # Browsers drop line breaks and tabs that mail programs put into long addresses.
    text = re.sub(r"[\t\r\n]", "", address).strip().strip("\x00\ufeff")
    if not text:
        raise AddressError("empty", "No address was given.")
    if len(text) > MAX_LENGTH:
        raise AddressError("too_long", f"The address is longer than {MAX_LENGTH} characters.")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise AddressError("host", f"The address cannot be read: {error}.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressError("scheme", "The address must begin with http:// or https://.")
    if "@" in parts.netloc:
        raise AddressError("credentials", "An address with a user name or password cannot be used.")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        if ":" in host:
            return str(ipaddress.ip_address(host))
        if not host.isascii():
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, ValueError):
        host = ""
    if len(host) > 253 or not (":" in host or HOST_NAME.fullmatch(host)):
        raise AddressError("host", "The address has no valid host name.")
    return host


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise AddressError("port", "The port in the address is not a number up to 65535.") from None
    return None if port in (None, 0, DEFAULT_PORTS[parts.scheme]) else port


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _escape(path, "").split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _escape(text: str, also_safe: str) -> str:
    """Percent-encode what must be, decode what need not be, and use capital hex digits."""

    def spell(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in PLAIN else match[0].upper()

    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return UNRESERVED.sub(spell, quote(text, safe=SAFE + also_safe))


def _tracks(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    return name in TRACKER_NAMES or name.startswith(TRACKER_PREFIXES)


def _asks_for_amp(parameter: str) -> bool:
    name, _, value = parameter.lower().partition("=")
    return value in AMP_QUERY.get(name, ())


def _faceless(netloc: str) -> str:
    """Drop `www.`, `m.`, `amp.` and so on, as long as a registrable domain remains."""
    if netloc.startswith("["):
        return netloc
    host, _, port = netloc.partition(":")
    labels = host.split(".")
    floor = len(_registrable(host).split("."))
    while len(labels) > floor and labels[0] in FACES:
        labels = labels[1:]
    if len(labels) > floor and labels[1] in {"m", "mobile"}:  # en.m.wikipedia.org
        del labels[1]
    return ".".join(labels) + (f":{port}" if port else "")


def _registrable(host: str) -> str:
    domain = str(get_fld(f"http://{host}", search_private=True, fail_silently=True) or host)
    if domain in HOSTING and host != domain:
        owner = host[: -len(domain) - 1].rsplit(".", 1)[-1]
        return domain if owner in FACES else f"{owner}.{domain}"
    return domain
