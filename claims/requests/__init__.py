"""What readers ask of us, the errors they report, and the corrections that we ask of others."""
