"""The command line: one module a noun. Data on stdout, everything else on stderr."""
