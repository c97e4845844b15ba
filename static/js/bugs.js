/** "Find the bug": eight small engines, each with one bug, from easy to subtle; and which of them were mended. */

const ENGINE = `import math

class Value:
    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self.children = children
        self.pull = lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))
        def pull():
            self.grad += out.grad
            other.grad += out.grad
        out.pull = pull
        return out

    def __sub__(self, other):
        out = Value(self.data - other.data, (self, other))
        def pull():
            self.grad += out.grad
            other.grad -= out.grad
        out.pull = pull
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pull():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out.pull = pull
        return out

    def tanh(self):
        out = Value(math.tanh(self.data), (self,))
        def pull():
            self.grad += (1 - out.data**2) * out.grad
        out.pull = pull
        return out

    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v in seen:
                return
            seen.add(v)
            for child in v.children:
                visit(child)
            order.append(v)
        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v.pull()

a = Value(0.5)
b = Value(-2.0)
c = a * b
d = (c + a).tanh()
e = d * a
L = e * c - b
L.backward()
print(a.grad, b.grad)
`;

/** @type {[title: string, about: string, old: string, bug: string][]} */
const EDITS = [
  ["Nothing arrives", "every gradient stays 0", "        self.grad = 1.0\n", ""],
  [
    "One factor short",
    "who gets a share of a product?",
    "            other.grad += self.data * out.grad\n",
    "",
  ],
  [
    "The last use wins",
    "a value is used twice",
    "            other.grad += out.grad\n        out.pull = pull\n        return out\n\n    def __sub__",
    "            other.grad = out.grad\n        out.pull = pull\n        return out\n\n    def __sub__",
  ],
  ["A sign", "what is subtracted", "other.grad -= out.grad", "other.grad += out.grad"],
  ["Almost tanh", "a local derivative", "(1 - out.data**2)", "(1 - out.data)"],
  ["Too early", "whose turn is it?", "reversed(order)", "order"],
  ["Once too often", "two roads, one node", "            seen.add(v)\n", ""],
  ["The second time", "the same pass, run again", "L.backward()\n", "L.backward()\nL.backward()\n"],
];

const HEAD = /^# Find the bug, (\d) of \d\n/;
const KEY = "livegrad.mended";

export const BUGS = EDITS.map(([title, about, old, bug], i) => ({
  title,
  about,
  source: `# Find the bug, ${i + 1} of ${EDITS.length}\n${ENGINE.replace(old, bug)}`,
}));

/**
 * The numbers of those that were mended in this browser.
 *
 * @returns {Set<number>}
 */
export function mended() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter(Number.isInteger) : []);
  } catch {
    return new Set();
  }
}

/**
 * Remember that the engine of this text is right now, if it is one of these.
 *
 * @param {string} source
 */
export function rememberMended(source) {
  const found = HEAD.exec(source);
  if (!found || BUGS.some((bug) => bug.source === source)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([...mended().add(Number(found[1]))]));
  } catch {
    // a browser that keeps nothing
  }
}
