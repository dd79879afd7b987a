"""What the pages of a source show: reading room, passages, notes, coverage, concordance."""
