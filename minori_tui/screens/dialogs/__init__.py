"""Dialogs: small screens that ask one thing."""
