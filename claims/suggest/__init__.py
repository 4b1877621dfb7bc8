"""What the program proposes, and a person accepts or refuses."""
