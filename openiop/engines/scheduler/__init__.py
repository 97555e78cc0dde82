"""A week that fits everyone: clients to groups around their lives. Plain Python; needs no database and no Django."""
