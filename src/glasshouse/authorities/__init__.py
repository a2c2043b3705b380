"""Authorities: what police, censors and boards of review do on a day: arrests, removals, decided appeals."""
