"""Remedies: what protects people from a scheme, and what does not. Safeguards, personal moves and collective ones are ranked.

Nothing here looks for the best control: no move strengthens a scheme, and nothing is optimised. ``docs/remedies.md`` says
what the moves are and how to read the answers.
"""
