"""POST /api/export and /api/torch: the program in other words, and PyTorch's numbers beside ours."""

from typing import Final

from fastapi import Request

from app.asking import ask, too_large
from app.errors import AppError
from app.routing import api_router
from app.schemas.export import BesideInfo, ExportAnswer, ExportRequest, TorchAnswer
from app.schemas.program import ProgramRequest, maybe
from app.settings import Settings
from engine import draw
from engine.asking.snapshot import Snapshot
from engine.export import SOURCES, torch_side
from engine.gradcheck import gradients

router = api_router("understand")

_FILES: Final = {
    "pytorch": ("livegrad_pytorch.py", "text/x-python"),
    "micrograd": ("livegrad_micrograd.py", "text/x-python"),
    "jax": ("livegrad_jax.py", "text/x-python"),
    "livegrad": ("livegrad.txt", "text/plain"),
    "dot": ("livegrad.dot", "text/vnd.graphviz"),
    "svg": ("livegrad.svg", "image/svg+xml"),
}
_REMARK: Final = """\
# This is one backward pass alone. On screen, gradients hold what earlier passes
# left as well, as nothing set them to zero.

"""


@router.post("/export", response_model=ExportAnswer, summary="The program as other source")
async def export(body: ExportRequest, request: Request) -> ExportAnswer:
    """The shown graph as source that runs and prints the same numbers, or as a picture."""
    return await ask(request, body, answer_export)


@router.post("/torch", response_model=TorchAnswer, summary="PyTorch's numbers beside livegrad's")
async def torch(body: ProgramRequest, request: Request) -> TorchAnswer:
    """Computes the shown graph in PyTorch too, if the server has it."""
    return await ask(request, body, answer_torch)


def answer_export(shown: Snapshot, body: ExportRequest, settings: Settings) -> ExportAnswer:
    """The shown graph written for the target."""
    too_large(len(shown.order), settings)
    if body.target == "svg" and len(shown.order) > draw.MAX_NODES:
        message = f"A picture shows at most {draw.MAX_NODES} Values; this graph has {len(shown.order):,}."
        raise AppError(422, "limit", message, hint="Take a smaller program, or the DOT text.")
    filename, media_type = _FILES[body.target]
    return ExportAnswer(
        target=body.target, text=_text(shown, body.target), filename=filename, media_type=media_type
    )


def _text(shown: Snapshot, target: str) -> str:
    if target == "dot":
        return str(draw.to_dot(shown.root).source)
    if target == "svg":
        return draw.svg(shown.root)
    constants = {value for value in shown.order if shown.kind(value) == "constant"}
    remark = _REMARK if shown.holds_more else ""
    return remark + SOURCES[target](shown.root, constants)


def answer_torch(shown: Snapshot, _: ProgramRequest, settings: Settings) -> TorchAnswer:
    """Both engines' numbers for every node of the shown graph."""
    too_large(len(shown.order), settings)
    if not torch_side.installed():
        return TorchAnswer(installed=False, version=None, nodes=[], largest_difference=None)
    version, nodes = torch_side.beside(shown.root)
    grads = gradients(shown.root)
    infos = [
        BesideInfo(
            id=shown.id_of[n.node],
            label=n.node.label,
            data=n.node.data,
            grad=grads[n.node],
            torch_data=maybe(n.data),
            torch_grad=maybe(n.grad),
            difference=maybe(max(abs(n.data - n.node.data), abs(n.grad - grads[n.node]))),
        )
        for n in nodes
    ]
    largest = max((info.difference for info in infos if info.difference is not None), default=None)
    return TorchAnswer(installed=True, version=version, nodes=infos, largest_difference=largest)
