"""PostgreSQL as Django talks to it here (settings.DATABASES, ENGINE)."""
