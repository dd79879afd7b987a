"""Mutation tests of the pure core, each module against its own tests alone: ``make mutate``."""
