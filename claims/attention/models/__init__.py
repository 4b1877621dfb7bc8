"""Subscriptions, notifications and letters, and filters saved by name."""

from .filters import SavedFilter
from .following import Subscription
from .notifications import Letters, Notification, ReadUpTo, Why

__all__ = ["Letters", "Notification", "ReadUpTo", "SavedFilter", "Subscription", "Why"]
