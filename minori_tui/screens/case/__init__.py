"""One case: its header, its panes, its forms."""
