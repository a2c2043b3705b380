"""How an account is explained: the terms of a score, the cases behind a listing, and what they rest on."""
