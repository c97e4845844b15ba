"""The numbers of curves and clouds, from whatever a program plots."""

_COLOURS = set("bgrcmykw")
_MARKERS = set(".,ov^<>12348spP*hH+xXDd|_")
_MOST_CLASSES = 6  # of a scatter whose colours are numbers


def listed(data):
    """Lists (in lists) of whatever holds numbers."""
    if hasattr(data, "detach"):
        data = data.detach()
    if hasattr(data, "tolist"):
        return data.tolist()
    if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
        return data
    return [listed(item) for item in data]


def numbers(data):
    """One row of floats; words become 0, 1, 2, ..."""
    row = listed(data)
    row = row if isinstance(row, list) else [row]
    if any(isinstance(item, str) for item in row):
        words = list(dict.fromkeys(row))
        return [float(words.index(item)) for item in row]
    flat = []
    for item in row:
        flat.extend(
            numbers(item) if isinstance(item, list) else [float("nan") if item is None else float(item)]
        )
    return flat


def columns(data):
    """The curves of what is plotted: one, or one for each column."""
    rows = listed(data)
    if (
        isinstance(rows, list)
        and rows
        and all(isinstance(row, list) and len(row) == len(rows[0]) for row in rows)
    ):
        return [numbers(column) for column in zip(*rows, strict=True)]
    return [numbers(rows)]


def only_markers(style):
    """Whether a format such as "ro" draws points and no line."""
    rest = style.replace("--", "-").replace("-.", "-")
    line = "-" in rest or ":" in rest
    rest = rest.replace("-", "").replace(":", "")
    return not line and any(
        mark in _MARKERS for mark in rest if rest not in _COLOURS and not rest.startswith("C")
    )


def curves(args):
    """(xs, ys, format) of each curve of `plot(x, y, "r-", x2, y2, ...)`."""
    found, rest = [], list(args)
    while rest:
        given = [rest.pop(0)]
        if rest and not isinstance(rest[0], str):
            given.append(rest.pop(0))
        style = rest.pop(0) if rest and isinstance(rest[0], str) else ""
        sides = columns(given[-1])
        lefts = columns(given[0]) if len(given) == 2 else [[float(i) for i in range(len(sides[0]))]]
        for i, ys in enumerate(sides):
            xs = lefts[i] if len(lefts) == len(sides) else lefts[0]
            if len(xs) != len(ys):
                raise ValueError(
                    f"x and y must have same first dimension, but have shapes ({len(xs)},) and ({len(ys)},)"
                )
            found.append((xs, ys, style))
    return found


def clouds(xs, ys, colours):
    """(label, xs, ys) of a scatter: a cloud for each colour, where these are a few different numbers."""
    row = listed(colours) if colours is not None and not isinstance(colours, str) else None
    if isinstance(row, list) and len(row) == len(xs) and all(isinstance(item, (int, float)) for item in row):
        kinds = sorted(set(row))
        if 1 < len(kinds) <= _MOST_CLASSES:
            chosen = [(f"{kind:g}", [i for i, item in enumerate(row) if item == kind]) for kind in kinds]
            return [(label, [xs[i] for i in places], [ys[i] for i in places]) for label, places in chosen]
    return [("", xs, ys)]
