"""A big graph as groups inside groups, and the pass between the boxes that are shown."""
