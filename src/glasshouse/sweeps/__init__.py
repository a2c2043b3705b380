"""Many points at once: designs, studies, the processes that share the work, and what they found."""
