"""The public JSON interface; the app itself uses nothing else."""
