"""Claims that others checked, brought in from ClaimReview, AVeriTeC and tables, with a preview."""
