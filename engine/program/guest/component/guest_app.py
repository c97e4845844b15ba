"""The component's entry: what it imports while it is built is all that a program finds inside."""

# first: the engine keeps what `math` has when it is imported
import livegrad_libm  # type: ignore[import-not-found] # noqa: F401
import wit_world  # type: ignore[import-not-found] # made by componentize-py

from engine.program.guest import host

host.ask = wit_world.ask

from engine.program.guest.entry import answer  # noqa: E402 (what it imports may ask the host)
from engine.program.guest.warm import warm_up  # noqa: E402

warm_up()


class WitWorld(wit_world.WitWorld):  # type: ignore[misc]
    """The exports of `world.wit`."""

    def run(self, request: str) -> str:
        return answer(request)
