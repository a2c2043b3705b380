"""Fitting declared free values of a scenario to published figures."""
