"""Behaviour of the rulebook; names carry the IDs of the rules they prove."""
