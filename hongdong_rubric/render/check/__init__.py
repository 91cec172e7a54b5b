"""A check in the forms that other programs read; one module a form, all made from one :class:`CheckRun`."""
