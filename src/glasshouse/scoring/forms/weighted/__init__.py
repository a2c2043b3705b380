"""Form ``weighted``: up to five areas, each a level from 0 to 1, weighted onto a scale."""
