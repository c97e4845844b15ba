from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], Counter(a=3) - Counter(a=1), sum(c.values()), list(Counter(b=2).elements()))
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]: d[k].append(v)
print(d, dict(d), d["new"], len(d))
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q.pop(), q.popleft())
P = namedtuple("P", "x y", defaults=[0]); p = P(1); print(p, p._replace(y=5), p._asdict(), P._fields, p + (3,), *p)
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(list(o), o.popitem(last=False))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], ChainMap({"a": 1}, {"b": 3}))
class Loud(UserDict):
    def __setitem__(self, k, v): print("set", k); super().__setitem__(k.upper(), v)
l = Loud(a=1); l["b"] = 2; print(l)
class Missing(dict):
    def __missing__(self, k): return k*2
print(Missing()["ab"], {**{"a": 1}, "b": 2} | {"c": 3}, dict.fromkeys("ab", 0), {"a": 1}.items() & {("a", 1)}, list({"x": 1, "y": 2}.keys() - {"x"}))
d = {"b": 1, "a": 2}; d["c"] = d.pop("b"); d.setdefault("z", []).append(1); print(d, sorted(d), max(d, key=lambda k: str(d[k])), list(reversed(d)), d.get("q"))
import heapq, bisect
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [3, 9, 4]), bisect.bisect([1, 3, 5], 3), list(heapq.merge([1, 4], [2, 3])))
