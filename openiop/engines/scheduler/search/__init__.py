"""The search for a week: what may be where (arena), a state (week), exact small moves (model), bounds, two workers."""
