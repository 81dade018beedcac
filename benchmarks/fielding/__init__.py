"""How many respondents one process bears, on SQLite and on PostgreSQL."""
