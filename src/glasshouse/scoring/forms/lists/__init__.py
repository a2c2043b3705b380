"""Form ``list``: on or off."""
