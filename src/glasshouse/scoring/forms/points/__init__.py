"""Form ``points``: a start value, plus and minus points for records, bands."""
