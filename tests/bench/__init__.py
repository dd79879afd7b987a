"""Measurements that anyone can run again; no tests. ``make bench-load``."""
