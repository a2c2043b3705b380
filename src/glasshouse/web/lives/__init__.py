"""The life of one player in a town: choices, weeks, cards, ledgers."""
