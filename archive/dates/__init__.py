"""EDTF dates: parsing, bounds, wording and periods."""
