"""Consent and disclosure under 42 CFR part 2."""
