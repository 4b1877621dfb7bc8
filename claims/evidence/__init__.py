"""What supports or contradicts a claim."""
