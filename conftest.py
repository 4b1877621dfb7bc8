"""Makes the cast available to every test."""

pytest_plugins = ["tests.people"]
