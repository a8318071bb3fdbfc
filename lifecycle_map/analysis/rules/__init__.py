"""The functions behind the rules, by what they look at."""
