"""The web app: a laboratory one can look into, and a year under glass. Needs the extra ``web``; `glasshouse serve` starts it."""
