"""Forms of scoring systems: each in a folder of its own, found by the registry."""
