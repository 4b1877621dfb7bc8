"""Everything that changes webhooks, and what is sent to them."""

from .keeping import (
    add_webhook,
    delete_webhook,
    edit_webhook,
    renew_secret,
    restore_webhook,
    switch_off,
    switch_on,
)
from .sending import deliver, forget_old_deliveries, send_next
from .telling import send_again, send_test, tell_new_events, tell_of

__all__ = [
    "add_webhook",
    "delete_webhook",
    "deliver",
    "edit_webhook",
    "forget_old_deliveries",
    "renew_secret",
    "restore_webhook",
    "send_again",
    "send_next",
    "send_test",
    "switch_off",
    "switch_on",
    "tell_new_events",
    "tell_of",
]
