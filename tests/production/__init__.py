"""The set-up of production as processes on loopback, from the same files in deploy/: what it is made of, its faults, and tests of it."""
