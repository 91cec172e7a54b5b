"""Output formats: one module each, from scored reports to text."""
