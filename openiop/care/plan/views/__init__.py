"""The plan's pages: the plan that holds, the draft, its hours, signing, and reading it again."""
