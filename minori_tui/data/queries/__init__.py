"""The read side: plain SQL through the driver, frozen rows out. Never imports SQLModel or SQLAlchemy."""
