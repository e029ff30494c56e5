"""The store: SQLModel and SQL live here and nowhere else."""
