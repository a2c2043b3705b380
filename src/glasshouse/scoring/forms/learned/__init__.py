"""Form ``learned``: records and attributes, weighed as a fitter has found."""
