"""The application around the engine: files, terminal, exit codes."""

__version__ = "0.1.0"
