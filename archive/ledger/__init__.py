"""The append-only record of all published editions: canonical form, files, chain and formats. It needs no tables and no fixtures."""
