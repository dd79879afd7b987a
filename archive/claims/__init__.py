"""What pages show of claims: disagreements, unanswered questions, the timeline."""
