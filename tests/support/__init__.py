"""Helpers that several test modules share: no tests, and nothing that only one module needs."""
