"""One file for one claim, which can be checked without a database and without a network."""
