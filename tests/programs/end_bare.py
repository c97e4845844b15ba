def g():
    return g2()
def g2(): raise LookupError
g()
