"""Pages of a session: its attendance, its ledger, its notes."""
