"""Whether the history that a workspace brought along is whole, and which end of it we know."""

from dataclasses import dataclass

from .chain import seal
from .models import AuditEvent, EarlierEvent

ARRIVED = "workspace.imported"


@dataclass(frozen=True)
class EarlierReport:
    """What `verify_earlier` found; see `services.ChainReport`."""

    workspace: int
    move: int
    events: int
    ok: bool
    first_broken: int | None


def moves() -> list[tuple[int, int]]:
    """Workspace and move of every history that was brought along."""
    rows = EarlierEvent.objects.order_by("workspace", "move").values_list("workspace", "move")
    return list(rows.distinct())


def verify_earlier(workspace: int, move: int) -> EarlierReport:
    """Walk one history that was brought along, up to the hash that the next one begins with."""
    last, number = "", 0
    events = EarlierEvent.objects.filter(workspace=workspace, move=move).order_by("number")
    for event in events.iterator():
        follows = event.number == number + 1 and event.previous == last
        if not follows or event.hash != _seal(event):
            return EarlierReport(workspace, move, number, ok=False, first_broken=number + 1)
        last, number = event.hash, event.number
    ok = (last, number) == _known_end(workspace, move)
    return EarlierReport(workspace, move, number, ok, None if ok else number + 1)


def _known_end(workspace: int, move: int) -> tuple[str, int]:
    """Hash and number that the history after it says it ended with."""
    later = EarlierEvent.objects.filter(workspace=workspace, move=move + 1, number=1).first()
    first = later or AuditEvent.objects.filter(chain=workspace, number=1).first()
    if first is None or first.action != ARRIVED:
        return "", 0
    return str(first.detail.get("hash", "")), int(first.detail.get("events", 0))


def _seal(event: EarlierEvent) -> str:
    return seal(
        previous=event.previous,
        chain=event.chain,
        number=event.number,
        at=event.at,
        actor=event.actor,
        via=event.via,
        action=event.action,
        target=event.target,
        detail=event.detail,
    )
