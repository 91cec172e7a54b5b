"""How fast the tool is beside what else could be used, and how its time and memory grow: see README.md."""
