"""A check in the forms that other programs read; one module a form, each a :class:`~.sheet.Sheet`."""
