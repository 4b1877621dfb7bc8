"""Whether the verdicts and the history in a dossier follow each other without a gap. Pure."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from provenance.audit.chain import seal

from .looking import Check, Dossier, Wrong, tried

SEALED = ("number", "actor", "via", "action", "target", "detail", "previous")


def verdicts(dossier: Dossier) -> Iterator[Check]:
    """Numbered from 1, each replacing the one before, in time, and each change with a reason."""
    if "verdicts.json" in dossier.paths:
        yield tried("verdicts", lambda: _verdicts(dossier.told("verdicts.json")))


def _verdicts(given: Any) -> str:
    if [one["number"] for one in given] != list(range(1, len(given) + 1)):
        raise Wrong("A verdict is missing, or they are not in their order.")
    if not given:
        return "None is published."
    if given[0]["supersedes"] is not None:
        raise Wrong("The first verdict replaces another.")
    for earlier, later in pairwise(given):
        if later["supersedes"] != earlier["id"]:
            raise Wrong(f"Verdict {later['number']} does not replace the one before it.")
        if not later["reason_for_change"]:
            raise Wrong(f"Verdict {later['number']} does not say why it changed.")
        if moment(later["published_at"]) < moment(earlier["published_at"]):
            raise Wrong(f"Verdict {later['number']} is older than the one before it.")
    return f"{len(given)} in order."


def history(dossier: Dossier) -> Iterator[Check]:
    """Each event is sealed as it reads, and the seals lead without a gap to the newest one."""
    if "history.json" in dossier.paths:
        yield tried("history", lambda: _history(dossier))


def _history(dossier: Dossier) -> str:
    told = dossier.told("history.json")
    rated = {one["id"]: one["rating"] for one in dossier.told("verdicts.json")}
    if {one["verdict"] for one in told["verdicts"]} - rated.keys():
        raise Wrong("It names a verdict that is not in here.")
    if [told["events"], told["hashes"], told["head"]] == [[], [], None]:
        return f"The seals of {len(told['verdicts'])} verdicts, to be compared with the history."
    _linked(told)
    withheld = 0
    for event in told["events"]:
        if event["detail"] is None:
            withheld += 1
        elif event["hash"] != sealed(event, told["workspace"]):
            raise Wrong(f"Event {event['number']} is not sealed as it reads.")
    _named(told, rated)
    aside = f" What {withheld} of them say is withheld, so their seals are not proved." * (
        withheld > 0
    )
    return f"{len(told['events'])} events; seals up to number {told['head']['number']}.{aside}"


def _linked(told: Any) -> None:
    """The seals begin before the first event, end with the newest one, and hold each event."""
    seals, first = told["hashes"], told["events"][0]["number"]
    if first + len(seals) - 2 != told["head"]["number"] or seals[-1] != told["head"]["hash"]:
        raise Wrong("The seals do not reach the newest event.")
    numbers = [event["number"] for event in told["events"]]
    if numbers != sorted(set(numbers)):
        raise Wrong("The events are not in their order.")
    for event in told["events"]:
        at = event["number"] - first
        if (seals[at], seals[at + 1]) != (event["previous"], event["hash"]):
            raise Wrong(f"Event {event['number']} does not fit between its neighbours.")


def _named(told: Any, rated: dict[int, str]) -> None:
    """What the history says of a verdict is what the verdict says."""
    events = {event["hash"]: event for event in told["events"]}
    for one in told["verdicts"]:
        event = events.get(one["hash"])
        if event is None:
            raise Wrong(f"Verdict {one['verdict']} was never published.")
        if event["detail"] and event["detail"].get("rating") != rated[one["verdict"]]:
            raise Wrong(f"Verdict {one['verdict']} was published with another rating.")


def sealed(event: Any, chain: int) -> str:
    """The seal of an event as it reads."""
    return seal(chain=chain, at=moment(event["at"]), **{name: event[name] for name in SEALED})


def moment(given: str) -> datetime:
    """A date with time and zone."""
    at = datetime.fromisoformat(given)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at
