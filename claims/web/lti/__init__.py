"""The doors that learning platforms knock at, and the pages for those who come through them."""
