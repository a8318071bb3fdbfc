"""How to look at it: one function per kind of picture or table. No pixel in here."""
