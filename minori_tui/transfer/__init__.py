"""Files in and out: sniff, map, rehearse, apply; and the same kinds written again."""
