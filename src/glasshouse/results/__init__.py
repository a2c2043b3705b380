"""The results document: what a run says of itself."""
