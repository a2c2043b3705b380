"""Firms: work units as accounts of their own: what they do, who sees it, how they stand, and whom that falls on."""
