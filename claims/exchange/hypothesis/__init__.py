"""What the Hypothesis client, and programs written for its service, speak with us."""
