"""Subscriptions, notifications and letters, and filters saved by name."""

from .filters import SavedFilter
from .following import Subscription
from .notifications import Letters, Notification, Why

__all__ = ["Letters", "Notification", "SavedFilter", "Subscription", "Why"]
