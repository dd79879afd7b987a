"""Pipelines over the whole archive: check, load, prepare pages, bake, preview."""
