"""Speed and memory, measured honestly: opponents in the same run, medians of several rounds, ratios."""
