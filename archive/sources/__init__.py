"""Sources as pages show them: reading room, passages, notes, coverage, concordance."""
