"""Pages from the first call to the signed evaluation."""
