"""Every table that stages exchange: names, types, units, meanings, and the limits that fix their shapes."""
