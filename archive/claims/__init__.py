"""Claims as pages show them: disagreements, unanswered questions, the timeline."""
