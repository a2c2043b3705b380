"""Form ``joint``: one account for what other systems have published."""
