"""Who: people, workspaces, roles, tokens."""
