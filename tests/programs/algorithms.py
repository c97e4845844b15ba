from functools import cache
import sys
def quick(xs): return xs if len(xs) < 2 else quick([x for x in xs[1:] if x < xs[0]]) + [xs[0]] + quick([x for x in xs[1:] if x >= xs[0]])
print(quick([3, 6, 1, 8, 2, 9, 2]))
def hanoi(n, a="A", b="B", c="C"): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(10))
def perms(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i+1:])]
print(perms("abc"))
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
def topo(g):
    seen, order = set(), []
    def visit(n):
        if n in seen: return
        seen.add(n)
        for m in g[n]: visit(m)
        order.append(n)
    for n in g: visit(n)
    return order[::-1]
print(topo(graph))
@cache
def ways(n, coins=(1, 5, 10, 25)): return 1 if n == 0 else 0 if n < 0 or not coins else ways(n - coins[-1], coins) + ways(n, coins[:-1])
print(ways(100))
def solve(n, row=0, cols=(), d1=(), d2=()):
    if row == n: return 1
    return sum(solve(n, row + 1, cols + (c,), d1 + (row - c,), d2 + (row + c,)) for c in range(n) if c not in cols and row - c not in d1 and row + c not in d2)
print(solve(6))
def levenshtein(a, b):
    d = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        p, d[0] = d[0], i
        for j, y in enumerate(b, 1): p, d[j] = d[j], min(d[j] + 1, d[j-1] + 1, p + (x != y))
    return d[-1]
print(levenshtein("kitten", "sitting"), "".join(chr((ord(c) - 97 + 13) % 26 + 97) for c in "hello"))
class Node:
    def __init__(self, v, nxt=None): self.v, self.next = v, nxt
    def __iter__(self):
        n = self
        while n: yield n.v; n = n.next
def reverse(n):
    prev = None
    while n: n.next, prev, n = prev, n, n.next
    return prev
print(list(reverse(Node(1, Node(2, Node(3))))))
sys.setrecursionlimit(5000)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(3000), sys.getrecursionlimit())
life = {(1, 0), (1, 1), (1, 2)}
step = lambda cells: {c for c in {(x+i, y+j) for x, y in cells for i in (-1, 0, 1) for j in (-1, 0, 1)} if (n := sum((c[0]+i, c[1]+j) in cells for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)) == 3 or n == 2 and c in cells}
print(sorted(step(life)), sorted(step(step(life))))
for i in range(1, 16): print("FizzBuzz"[i % -3 & 4:12 & 8 - (i % -5 & 4)] or i, end=" ")
print()
