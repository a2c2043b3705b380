"""What auditors from outside would have said, who see files and not what happened, beside the truth of the run."""
