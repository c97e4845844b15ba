"""What a person may ask of a graph: is it right, what if a number were another, or the pass wrong?

Every question is asked of a `Snapshot`, the shown pass's graph computed anew from its leaves.
"""
