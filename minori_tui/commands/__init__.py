"""Commands of the screens: one declaration feeds key, footer, help, palette and the key table."""
