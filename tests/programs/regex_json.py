import json, re
text = "2024-01-15: alice@example.com paid 12.50, bob@test.org paid 7"
print(re.findall(r"(\w+)@(\w+)\.\w+", text), re.sub(r"\d+\.?\d*", lambda m: f"<{m[0]}>", text))
m = re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", text); print(m.groupdict(), m.span("m"), re.split(r"[,:]\s*", text), m)
print(re.compile(r"^a.c$", re.I | re.M).findall("abc\nAXC\nab"), bool(re.fullmatch(r"[a-z]+", "abc1")), re.escape("a.b*c"))
for found in re.finditer(r"(?<=paid )([\d.]+)", text): print(found.start(), found[1])
data = {"name": "Ada", "scores": [1, 2.5, None, True], "nested": {"é": "ü\n"}, "t": (1, 2)}
print(json.dumps(data), json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False), sep="\n")
print(json.loads('{"a": [1, 2.0, "x", null, true], "b": {"c": 1e3}}'), json.dumps({1: "a", None: 2}), json.dumps("\u2028"))
try: json.loads("{bad}")
except json.JSONDecodeError as e: print(e, e.pos)
try: json.dumps({1, 2})
except TypeError as e: print(e)
print(json.dumps([float("nan"), float("inf")]), json.dumps(data, separators=(",", ":"), default=str)[:20])
