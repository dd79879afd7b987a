"""Quotations and the texts they may stand in: pure, without a database."""
