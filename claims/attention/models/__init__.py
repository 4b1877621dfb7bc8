"""Subscriptions, notifications and letters, saved filters, and why claims were picked."""

from .filters import SavedFilter
from .following import Subscription
from .notifications import Letters, Notification, Why
from .picks import Pick

__all__ = ["Letters", "Notification", "Pick", "SavedFilter", "Subscription", "Why"]
