"""The kinds of task that an assignment is put together from. Pure."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a student is asked."""

    FIND = "find", "Find the claims"
    CHAIN = "chain", "Who said it"
    TRACE = "trace", "Where it comes from"
    EVIDENCE = "evidence", "What supports it and what contradicts it"
    VERDICT = "verdict", "Give a verdict"
    COMPARE = "compare", "Two articles side by side"
    SORT = "sort", "Fact or opinion, quotation or scare quotes"
    CHANGE = "change", "Spot the change between two versions"


# Attribution's own words; see claims.records.
DIRECTNESS = ("direct", "indirect", "hearsay", "own_voice")
# How the first of two articles stands to the second.
RELATIONS = ("from_second", "from_first", "same_source", "independent", "unclear")
SORTED_INTO = ("fact", "opinion", "quotation", "scare_quotes")

# How many texts a kind needs, at least.
TEXTS = {Kind.COMPARE: 2, Kind.CHANGE: 2}

PROMPTS = {
    Kind.FIND: "Mark every sentence, or part of one, that says something which can be checked.",
    Kind.CHAIN: "Who said it first, and who passed it on? Begin with this article and go back.",
    Kind.TRACE: "Find where it comes from. Note where you looked, also when you found nothing.",
    Kind.EVIDENCE: "What speaks for it and what against? Give a reason for each.",
    Kind.VERDICT: "What is your verdict, how sure are you, and why?",
    Kind.COMPARE: "Which of the two has it from where? Mark what gives it away.",
    Kind.SORT: "What is each of these: fact or opinion, quotation or scare quotes?",
    Kind.CHANGE: "What was changed between the two versions, and does it matter?",
}
