import enum, logging, sys, unittest
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    ALIAS = 1
    @property
    def pretty(self): return self.name.title()
print(Color.RED, repr(Color.GREEN), Color(1), Color["RED"].pretty, list(Color), Color.ALIAS is Color.RED, Color.RED.value, Color.RED == 1)
class Flag(enum.Flag):
    A = 1; B = 2; C = 4
print(Flag.A | Flag.C, Flag.A in (Flag.A | Flag.B), Flag(3), ~Flag.A)
class Level(enum.IntEnum):
    LOW = 1; HIGH = 5
print(Level.HIGH > 3, Level.LOW + 1, f"{Level.HIGH}", max(Level))
class S(enum.StrEnum):
    X = enum.auto()
print(S.X, S.X == "x")
try: Color(9)
except ValueError as e: print(e)
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
log = logging.getLogger("app"); log.info("hello %s", 1); log.debug("hidden"); log.warning("w")
class T(unittest.TestCase):
    def setUp(self): self.x = 1
    def test_ok(self): self.assertEqual(self.x, 1)
    def test_raises(self):
        with self.assertRaises(ZeroDivisionError): 1/0
    def test_close(self): self.assertAlmostEqual(0.1 + 0.2, 0.3)
    @unittest.skip("why")
    def test_skip(self): pass
result = unittest.TextTestRunner(stream=open("/dev/null", "w") if False else __import__("io").StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(result.testsRun, result.wasSuccessful(), len(result.skipped))
import textwrap, pprint, string, io, types, inspect, traceback, warnings, operator, uuid, hashlib, base64, zlib
print(textwrap.dedent("  a\n  b"), textwrap.fill("one two three four", 9), textwrap.shorten("a long text here", 10), string.ascii_lowercase[:5], string.Template("$a-$b").substitute(a=1, b=2))
pprint.pprint({"k": list(range(12)), "long": "x"*50, "nested": {"a": [1, 2, {"b": "y"*30}]}})
print(inspect.signature(lambda a, b=2, *c, **d: 0), types.SimpleNamespace(a=1), hashlib.sha256(b"a").hexdigest()[:8], base64.b64encode(b"hi"), zlib.crc32(b"a"), inspect.getdoc(len)[:10])
try: 1/0
except ZeroDivisionError: print(traceback.format_exc().splitlines()[-1])
f = io.StringIO("a\nb\n"); print(f.readlines(), [line for line in io.StringIO("x\ny")], print("to", "file", file=io.StringIO()))
print("a", "b", sep="", end="!\n"); print(*[1, 2], sep="\n"); print(end=""); print(); sys.stdout.write("raw\n"); print(__name__, type(print).__name__)
