"""Invented sentences that tests make articles and comments of."""

REPORT = [
    "The council of Ostwick closed the harbour bridge on Monday night after divers found a crack.",
    "Officials said that lorries bound for the fish market must drive around the fjord until June.",
    "Repairs will cost about four hundred thousand crowns, according to a paper of the council.",
    "The bridge was opened in 1961 and last inspected under water eleven years ago, records show.",
    "A spokeswoman for the ministry confirmed that no other bridge of the same type is affected.",
    "Engineers from the capital are expected to arrive later this week and to report in a month.",
]
TALK = [
    "I told you so years ago.  Nobody listens to the fishermen in this town, do they?",
    "and who pays for it? you and me, as always, lol. my taxes went up again.",
    "You people crack me up.I drove over it yesterday and it was FINE!!",
    "i think you are right, but dont forget who built it.",
    "This is not about the bridge. It is about the harbour fees that nobody mentions.",
    "so what do you want them to do? let it fall down? wow.",
]


def article(*paragraphs: str) -> str:
    """Join paragraphs as plain text files have them."""
    return "\n\n".join(paragraphs) + "\n"
