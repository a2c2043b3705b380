"""How the library is shown: the gallery's order, a system in three steps, its picture, and the form that changes its rules."""
