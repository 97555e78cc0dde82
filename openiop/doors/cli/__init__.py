"""The `openiop` command: one file a verb. Nothing here imports Django before a verb needs it."""
