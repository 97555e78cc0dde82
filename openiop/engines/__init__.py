"""Ground floor: plain Python engines, no Django, each usable alone."""
