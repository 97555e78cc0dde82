"""What can go wrong with the embedded database, each said in one line a person can act on."""


class DatabaseError(Exception):
    """The embedded database cannot do what was asked. The message is one line and names the way out."""


class VersionMismatch(DatabaseError):
    """The data folder was written by another major version of PostgreSQL than the installed one."""
