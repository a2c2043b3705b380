"""Conduct: what people do. Acts happen; attempts end allowed, denied or eased by the treatment in force."""
