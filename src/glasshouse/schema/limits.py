"""How much of everything a scenario and a community may hold: lengths of rows, fixed once, so that nothing is compiled anew."""

from __future__ import annotations

LANES = 256
"""People in a community."""
KINDS = 64
"""Most kinds of conduct in a scenario."""
FREQUENT = 16
"""Most kinds that are drawn for everybody every day."""
FREQUENT_CEILING = 0.04
"""Kinds outside the library that anybody might do on one day in 25 or more are drawn for everybody."""
GROUPS = 4
"""Most words a day that rarer kinds of the library share."""
WORDS = 32
"""Rows of a day's words: blocks of four for the library's kinds, then a row for each frequent kind that is not in it; the last
block is spare."""
SPARE = WORDS // 4 - 1
"""The spare block of words."""
WALKS = GROUPS + KINDS
"""Most words in which rarer kinds are looked for: shared ones, and one for each kind that shares none."""
CHANNELS = 32
REACHES = 16
"""Most channels that have only part of the people within reach: a bit each in a citizen's `reach`."""
FALSE_PAIRS = 256
"""Most pairs of a kind and a channel that makes false records of it."""
MEASURES = 64
BANDS = 8
OWN = 16
"""Numbers of a system that forms of other packages may use as they like, of each type."""
DIMENSIONS = 5
CONTACTS = 10
QUARTERS = 4
"""Parts of a community whose far contacts live in communities of their own."""
QUARTER = LANES // QUARTERS
EVENTS = LANES * GROUPS
CELLS = 4096
"""Cells into which a shared word is cut; a kind's slot is a whole number of them."""
PAIRS = 96
"""Most pairs of a frequent kind and a channel that sees it."""
CASE_ROOM = 40
"""Cases kept at a time in one community; more are counted as overflow."""
HOLDERS = 16
"""Most holders of copies in a scenario: a bit each in a case."""
FILE_HOLDERS = 16
"""Most holders of everyday records in a scenario."""
FEEDS = 64
"""Most pairs of a holder of everyday records and a channel that it has records of."""
PASSINGS = 64
"""Most pairs of a holder of everyday records and one to whom it passes copies on."""
DECLARED = 8
"""Most attributes that a scenario declares: a bit each."""
ATTRIBUTE_GROUPS = 6
"""Most groups for which an attribute states a share of its own."""
GOODS = 4
"""Most goods of which there are too few."""
DEBTS = 4
"""Most debts with a course of their own."""
DEBT_STEPS = 256
"""Steps of a debt for each monthly income."""
PATROL_STEPS = 16
"""Steps of what a community's records count for patrols, for each record."""
SPARE_ROOM = 8
"""Rooms for cases that copies of ended cases leave free for new ones."""
NOTED = 8
"""Most cases of one citizen that the panel notes."""
FIRMS = 20
"""Most firms (work units) of a community."""
SHARES = 6
"""What a firm's standing brings to people: burden, worth, publicity, and the burden in each of three domains of fear."""
FIRM_KINDS = 8
"""Most kinds of conduct of firms."""
FIRM_EVENTS = 2 * FIRMS * FIRM_KINDS
"""Most records of a community's firms on one day: of each kind an act and a false record each."""
SYSTEMS = 24
REGIONS = 256
"""Most regions of a society, with the one that stands for being in none: what a byte tells apart."""
HOUSEHOLDS = 6
"""Adults of a household that is being filled for which there is a chance of their own that it is full; the last for more."""
BINS = 64
"""Bins of a score histogram."""
PEOPLE_GROUPS = 4
"""Groups of people by minority (2) and registration (1)."""
SIZES = 8
"""Classes of gathering sizes, by powers of two."""
