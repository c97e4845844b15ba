"""`torch.utils.data`: samples, and batches of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import generator as _random
from ..making import tensor
from ..shaping import stack
from ..tensor import Tensor


class Dataset:
    """To be derived from."""


class TensorDataset(Dataset):
    """Tensors of one length, side by side."""

    def __init__(self, *tensors: Any) -> None:
        self.tensors = tensors

    def __getitem__(self, at: Any) -> tuple[Any, ...]:
        return tuple(t[at] for t in self.tensors)

    def __len__(self) -> int:
        return len(self.tensors[0])


class Subset(Dataset):
    """Some of the samples of another dataset."""

    def __init__(self, dataset: Any, indices: Any) -> None:
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, at: int) -> Any:
        return self.dataset[self.indices[at]]

    def __len__(self) -> int:
        return len(self.indices)


def random_split(dataset: Any, lengths: Any, generator: Any = None) -> list[Subset]:
    """Parts of these sizes, or shares of the whole, drawn at random."""
    count = len(dataset)
    if abs(sum(lengths) - 1) < 1e-9 and sum(lengths) <= 1 + 1e-9 and any(n != int(n) for n in lengths):
        sizes = [int(count * share) for share in lengths]
        for i in range(count - sum(sizes)):
            sizes[i % len(sizes)] += 1
    else:
        sizes = list(lengths)
    if sum(sizes) != count:
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    order = (generator or _random.default).permutation(count)
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    return [Subset(dataset, order[at : at + size]) for at, size in zip(starts, sizes, strict=True)]


def _batch(samples: list[Any]) -> Any:
    first = samples[0]
    if isinstance(first, tuple | list):
        return [_batch([s[i] for s in samples]) for i in range(len(first))]
    return stack(samples) if isinstance(first, Tensor) else tensor(samples)


class DataLoader:
    """Batches in order, or shuffled anew every time round."""

    def __init__(
        self,
        dataset: Any,
        batch_size: int = 1,
        shuffle: bool = False,
        drop_last: bool = False,
        generator: Any = None,
    ) -> None:
        self.dataset, self.batch_size, self.shuffle = dataset, batch_size, shuffle
        self.drop_last, self.generator = drop_last, generator

    def __iter__(self) -> Iterator[Any]:
        source = _random.source(self.generator)
        source.long()  # torch draws a seed for its workers first
        order = list(range(len(self.dataset)))
        if self.shuffle:
            order = (self.generator or _random.Generator().manual_seed(source.long())).permutation(len(order))
        for start in range(0, len(self) * self.batch_size, self.batch_size):
            yield _batch([self.dataset[i] for i in order[start : start + self.batch_size]])

    def __len__(self) -> int:
        count = len(self.dataset)
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)
