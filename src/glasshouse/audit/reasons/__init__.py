"""Reasons of a decision: what a score or a listing rests on, what weighs most, whether it is so; and letters that say it."""
