"""Consequences: what follows from a band or a case. Entitlements and sanctions make up a citizen's treatment."""
