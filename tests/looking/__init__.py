"""Checks of the pages as served, each with a make target: validate-html, page-weights, lighthouse, screenshots."""
