class E(Exception):
    def __str__(self): return "my own words"
print("a")
raise E(1)
