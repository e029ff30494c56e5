"""Nothing but its place: its folder is on the path, so that what several rooms of tests share is imported from here."""
