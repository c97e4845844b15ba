from contextlib import ExitStack, closing, contextmanager, redirect_stdout, suppress
import io
@contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name.upper()
    finally: print(f"</{name}>")
with tag("a") as a, tag("b") as b: print(a, b)
class Swallow:
    def __enter__(self): return self
    def __exit__(self, kind, e, tb): print(kind.__name__, e); return True
with Swallow(): raise ValueError("gone")
with suppress(ZeroDivisionError): 1/0
with ExitStack() as stack:
    for n in "xy": stack.enter_context(tag(n))
    stack.callback(print, "last in")
out = io.StringIO()
with redirect_stdout(out): print("hidden")
print(repr(out.getvalue()))
with (tag("p") as p, tag("q") as q): print(p + q)
