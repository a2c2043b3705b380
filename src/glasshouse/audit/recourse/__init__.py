"""Ways out of a sanction: which moves a citizen has, which of them suffice on paper, and what they cost."""
