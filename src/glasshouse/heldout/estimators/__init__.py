"""Estimators that published studies use, as small functions on arrays: differences in differences, and interrupted series."""
