"""Claims, where they stand and who said them."""
