"""The project file: schema, events, reads and writes by noun. The only room that knows SQLite."""
