"""Other seats in a town: a clerk who decides about cases, and an auditor who looks for the record of what never happened."""
