"""`numpy.random`: the same streams, from the host. Without a seed it is seeded with 0."""

from ._wire import decoders, encoders, function, invoke, run


class _Source:
    """A generator on the host."""

    def __init__(self, seed=None):
        if isinstance(seed, PCG64):
            seed = seed.seed
        self._h = invoke("!generator", type(self).__name__, seed)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "shuffle":
            return lambda x, **axis: shuffle(x, source=self, **axis)
        invoke("!lookup", name, type(self).__name__)
        return lambda *args, **kwargs: run(f"random.{name}", self, *args, **kwargs)


class RandomState(_Source):
    """The older generator."""


class Generator(_Source):
    """The newer generator."""


class PCG64:
    """The source of bits of a Generator."""

    def __init__(self, seed=None):
        self.seed = seed


for _class in (RandomState, Generator, PCG64):
    _class.__module__ = "numpy.random"


def default_rng(seed=None):
    return seed if isinstance(seed, Generator) else Generator(seed)


def shuffle(x, source=None, **axis):
    """Shuffles in place: an array on the host, a list here in the host's order."""
    if isinstance(x, list):
        x[:] = [x[place] for place in invoke("!shuffled", source, len(x))]
        return None
    return run("random.shuffle", source, x, **axis)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    invoke("!lookup", name, "random")
    called = function("random." + name, name)
    globals()[name] = given = lambda *args, **kwargs: called(None, *args, **kwargs)
    given.__name__ = name
    return given


encoders.append(lambda value: {"h": value._h} if isinstance(value, _Source) else None)
decoders["g"] = int
