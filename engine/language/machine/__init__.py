"""Whole programs: an interpreter over an allow-list of Python's syntax.

`translate.py` turns every syntax node that is on the list into a small function of an environment; running
the program is calling them. What a program can hold are numbers, text, lists and the like, Values, and the
classes of `kinds.py`: never a function, class or module of Python itself. Every attribute, method and
operator is looked up in a table of ours.
"""
