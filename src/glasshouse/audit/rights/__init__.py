"""The rights audit: what a scheme would do to people, counted from worlds that share their people and their luck."""
