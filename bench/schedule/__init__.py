"""`make bench-schedule`: the schedule engine beside its peers on the same weeks."""
