import itertools as it, operator as op
print(list(it.accumulate([1, 2, 3, 4], op.mul)), list(it.chain.from_iterable(["ab", "c"])), list(it.islice(it.count(5, 2), 4)))
print(list(it.combinations("abc", 2)), list(it.permutations([1, 2, 3], 2))[:4], list(it.product("ab", repeat=2)))
print([(k, list(g)) for k, g in it.groupby(sorted("banana"))], list(it.zip_longest([1, 2], "a", fillvalue="-")))
print(list(it.takewhile(lambda x: x < 3, range(9))), list(it.dropwhile(lambda x: x < 7, range(9))), list(it.pairwise("abcd")))
print(list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1, 0])), list(it.repeat("x", 3)), list(it.filterfalse(None, [0, 1, ""])))
a, b = it.tee(iter("xyz")); print(list(a), next(b)); cyc = it.cycle("ab"); print([next(cyc) for _ in range(5)])
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
    def __length_hint__(self): return self.n
print(list(Countdown(4)), 2 in Countdown(4), sum(Countdown(5)), max(Countdown(3)), *Countdown(3), [*Countdown(2), 9])
class Squares:
    def __getitem__(self, i):
        if i > 4: raise IndexError
        return i*i
print(list(Squares()), list(reversed(range(0, 10, 3))), list(iter(iter([1, 2, 0, 3]).__next__, 0)))
for i, (x, y) in enumerate(zip([1, 2], "ab"), start=10): print(i, x, y, end="; ")
else: print("else")
n = 5
while n: n -= 1
else: print("while else", n)
print([(i, j) for i in range(3) for j in range(i)], {k: v for k, v in zip("ab", (1, 2))}, {len(w) for w in ["a", "bb", "c"]})
i = 9; _ = [i for i in range(3)]; print(i, any(x > 2 for x in [1, 3]), all([]), sorted({3, 1, 2}), op.itemgetter(1)([4, 5]), op.attrgetter("real")(3))
