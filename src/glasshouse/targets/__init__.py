"""Published figures that a society is held against, and how each is read from a result."""
