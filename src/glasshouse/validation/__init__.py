"""Published models with known answers, computed by the laboratory's own mechanisms.

`glasshouse.validation.checking.validate` runs cases; each lies in one file of `glasshouse.validation.cases`.
"""
