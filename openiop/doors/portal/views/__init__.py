"""The pages of the client's door."""
