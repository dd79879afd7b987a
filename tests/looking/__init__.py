"""What looks at the pages as served, each run by its make target: valid, weights, lighthouse, pictures."""
