"""One citizen at a time: days, ledgers, and choices, from the history that was lived again."""
