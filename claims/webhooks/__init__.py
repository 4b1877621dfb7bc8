"""Other people's programs are told what is published here, as it happens."""
