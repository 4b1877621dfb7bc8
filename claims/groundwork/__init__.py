"""What a desk did to find out: where it searched, what it did not find, whom it asked."""
