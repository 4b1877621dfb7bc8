"""What a publisher says of how it works, version by version."""
