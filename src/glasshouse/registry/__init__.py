"""The registry of mechanisms: named sets of quantities of a scenario, each with one way to turn it off."""
