"""What decorates a figure, or only exists on a screen: every call is accepted, and nothing happens."""


class Anything:
    """An object of matplotlib that nobody sees: it has every attribute, and each can be called."""

    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __getitem__(self, key):
        return Anything()

    def __setitem__(self, key, value):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Colours(Anything):
    """A colour map: numbers to colours."""

    def __call__(self, values=0.0, *args, **kwargs):
        if hasattr(values, "__iter__"):
            return [self(value) for value in values]
        shade = min(1.0, max(0.0, float(values)))
        return shade, shade, shade, 1.0


def named(name):
    """Any name of a module that only decorates, as a class, so that it can be called or inherited from."""
    if name.startswith("_"):
        raise AttributeError(name)
    return type(name, (Anything,), {})
