"""Live training: the socket, and what the controls of its page are made from."""

from typing import Any

from fastapi import APIRouter, Request, WebSocket

from app.routing import api_router
from app.schemas.training import OptionsAnswer
from app.training.conversation import converse, say_goodbye
from app.training.errors import Abuse
from app.training.house import House
from app.training.session import Session
from engine import kernels

router = api_router("training")
socket_router = APIRouter()


@router.get("/train/options", response_model=OptionsAnswer, summary="What a training can be set to")
async def options(request: Request) -> dict[str, Any]:
    """Every field of a configuration with its choices and bounds, the presets, and this server's limits."""
    house: House = request.app.state.trainings
    return house.options


@socket_router.websocket("/ws/train")
async def train(socket: WebSocket) -> None:
    """One training for one page. The messages are described in `app/training/messages.py`."""
    house: House = socket.app.state.trainings
    kernels.start()
    await socket.accept()
    try:
        with house.place():
            await converse(socket, Session(house.engine, house.settings, house.threads), house.settings)
    except Abuse as abuse:
        await say_goodbye(socket, abuse)
