"""Cronologia: the picture of one case, of an operator, of a family, home or provider, and what is done with it."""
