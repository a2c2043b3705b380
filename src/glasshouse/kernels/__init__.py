"""Kernels: how they are compiled, and what their compiled code is made from."""
