"""A tape that is another class's, and records inside a `with` only."""


class Variable:
    def __init__(self, value):
        self.value = float(value)

    def __add__(self, other):
        return record(self.value + plain(other), (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return record(self.value * plain(other), (self, plain(other)), (other, self.value))

    __radd__, __rmul__ = __add__, __mul__


def plain(number):
    return number.value if isinstance(number, Variable) else number


def record(value, *slopes):
    made = Variable(value)
    if Tape.running:
        Tape.running[-1].steps.append((made, [pair for pair in slopes if isinstance(pair[0], Variable)]))
    return made


class Tape:
    running = []

    def __init__(self):
        self.steps = []

    def __enter__(self):
        Tape.running.append(self)
        return self

    def __exit__(self, *error):
        Tape.running.pop()

    def gradient(self, target, sources):
        found = {id(target): 1.0}
        for made, slopes in reversed(self.steps):
            if id(made) in found:
                for operand, slope in slopes:
                    found[id(operand)] = found.get(id(operand), 0.0) + found[id(made)] * slope
        return [found.get(id(source)) for source in sources]


w, b = Variable(1.0), Variable(0.5)
for step in range(3):
    with Tape() as tape:
        r = (w * 2.0 + b) * (w * 2.0 + b)
    slope_w, slope_b = tape.gradient(r, [w, b])
    w.value -= 0.01 * slope_w
    b.value -= 0.01 * slope_b
