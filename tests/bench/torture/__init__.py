"""Damage to an archive in every way, with a check that nothing is lost; see ``__main__``."""
