"""What people keep an eye on, and what they are told of it."""
