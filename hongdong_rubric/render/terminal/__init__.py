"""What people see in a terminal; the only users of rich.

Report text goes in as plain ``Text``, never as markup, and is made harmless first. Every symbol can be shown by a GBK
console.
"""
