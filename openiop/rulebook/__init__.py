"""The rules of a program as plain Python and data. See README.md."""
