"""A class in one town: seats near each other, one step for all, a desk, a screen, and a debrief."""
