"""What two claims of the same matter may differ on."""

# In the order in which they are told.
MATTERS = ("occurrence", "date", "place", "origin", "destination", "direction", "means", "number", "persons", "cause")


def in_order(matters) -> list[str]:
    """Matters, each once, in the order in which they are told."""
    chosen = set(matters)
    return [matter for matter in MATTERS if matter in chosen]
