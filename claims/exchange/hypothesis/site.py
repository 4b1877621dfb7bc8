"""The site as the client knows it: an address, and the authority that stands in names. Pure.

An account reads `acct:ann@desk.example.org`. A user name of ours may hold an `@`, which the client
takes for the end of the name, so that it is written `%40` there.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

ACCOUNT = "acct:"
OURS = re.compile(r"/(?:desk/)?(snapshots|articles|claims)/(\d{1,18})/(annotate/)?")


@dataclass(frozen=True, slots=True)
class Site:
    """`root` is the address of the front page: `https://desk.example.org/`."""

    root: str

    @property
    def authority(self) -> str:
        """The host without its port: what stands behind the names of accounts."""
        return urlsplit(self.root).hostname or "localhost"

    @property
    def host(self) -> str:
        """The host with its port: whom a grant is made for."""
        return urlsplit(self.root).netloc

    def at(self, path: str) -> str:
        """The whole address of a path that begins with `/`."""
        return self.root.rstrip("/") + path

    def thing_at(self, address: str) -> tuple[str, int] | None:
        """What a page of this site is about: `("snapshot", 4)`; None for any other page.

        Kinds are snapshot, article, claim and text: the page on which the client marks a snapshot.
        """
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        found = OURS.fullmatch(parts.path)
        if found is None or parts.netloc.lower() != self.host.lower():
            return None
        kind = "text" if found[3] and found[1] == "snapshots" else found[1].removesuffix("s")
        return kind, int(found[2])

    def text_page(self, snapshot: int) -> str:
        """The address at which the client marks the words of a snapshot."""
        return self.at(f"/snapshots/{snapshot}/annotate/")

    def account(self, username: str) -> str:
        """How the client names a person."""
        return f"{ACCOUNT}{username.replace('@', '%40')}@{self.authority}"

    def username(self, account: str) -> str:
        """The user name in an account of this site; empty for any other account."""
        name, _, authority = account.removeprefix(ACCOUNT).rpartition("@")
        ours = account.startswith(ACCOUNT) and authority.lower() == self.authority.lower()
        return name.replace("%40", "@") if ours else ""
