"""A program's own autograd class: watched while it runs, and judged."""
