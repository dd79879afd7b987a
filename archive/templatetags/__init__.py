"""Template tags and filters, one library for each subject."""
