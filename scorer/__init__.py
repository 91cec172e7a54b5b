"""The pure engine: a rubric and a text in, findings and scores out."""
