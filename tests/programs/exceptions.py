class AppError(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
def risky(n):
    if n == 0: return 1/0
    if n == 1: raise AppError(7, "why")
    if n == 2: return {}["k"]
    if n == 3: return [][1]
    if n == 4: return "a" + 1
    if n == 5: return int("x")
    if n == 6: return None.foo
    if n == 7: assert n < 5, "too large"
    if n == 8: raise StopIteration(3)
    if n == 9: return undefined_name
    if n == 10: import nothing_like_this
    if n == 12: a, b = [1]
    if n == 13: return (lambda x: x)()
    if n == 15: return 1 < "a"
    if n == 16: return "abc"[9]
    if n == 17: return len(5)
    if n == 20: return b"a" + "b"
    if n == 22: return "%d" % "x"
    if n == 23: raise ValueError("a") from KeyError("b")
    if n == 24: return [].pop()
    return "fine"
import math
for n in range(26):
    try:
        print(n, risky(n))
    except AppError as e: print(n, "own", e, e.code, e.args)
    except (ArithmeticError, LookupError) as e: print(n, type(e).__name__, e, repr(e))
    except Exception as e: print(n, type(e).__name__, e, e.__cause__)
    else: print("no error")
    finally: print("-", end=" ")
def nested():
    try:
        try: raise KeyError("inner")
        except KeyError as e: raise RuntimeError("outer") from e
    except RuntimeError as e: return repr(e), repr(e.__cause__), e.__context__ is e.__cause__
print(nested())
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError(2), ValueError(3)])
except* ValueError as group: print(group.exceptions)
except* TypeError as group: print(group.exceptions)
e = ValueError("noted"); e.add_note("a note"); print(e.__notes__)
def f(items):
    for item in items:
        try:
            if item == 2: continue
            if item == 4: break
        finally: print("left", item)
    return "done"
print(f(range(9)))
