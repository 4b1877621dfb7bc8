"""What the classroom's pages show."""
