"""Every setting and every limit of the server, in one table.

Each is read from an environment variable, `LIVEGRAD_` and its name in capitals: `LIVEGRAD_PORT=9000`.
Lists are written with commas: `LIVEGRAD_ALLOWED_HOSTS=localhost,learn.example.org`.
"""

from dataclasses import fields
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from engine.language import Limits

Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The table. A field without a description fails a test."""

    model_config = SettingsConfigDict(env_prefix="LIVEGRAD_", frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="Address the server listens on. The default is this machine only."
    )
    port: int = Field(
        8000, ge=0, le=65_535, description="Port the server listens on. 0 asks for any free port."
    )
    allowed_hosts: Names = Field(
        ("localhost", "*.localhost", "testserver"),
        description="Names a request may call this server by (its Host header). IP addresses are always "
        "allowed, as a name is what a DNS rebinding attack needs. `*.example.org` allows every name below; "
        "`*` allows all.",
    )
    allowed_origins: Names = Field(
        (),
        description="Other origins (`https://learn.example.org`) whose pages may send requests that do work. "
        "Pages of this server always may. `*` allows all.",
    )
    frame_ancestors: Names = Field(
        ("'self'",),
        description="Pages that may show livegrad in a frame, as sources of CSP frame-ancestors.",
    )
    embed_ancestors: Names = Field(
        ("*",),
        description="Pages that may show `/embed` and `/embed/train` in a frame. They hold nothing of "
        "whoever looks at them, so anybody may by default.",
    )

    trusted_proxies: Names = Field(
        (),
        description="Addresses of proxies in front, whose X-Forwarded-For is believed; `*` believes any. "
        "Without them everybody behind a proxy has the proxy's address.",
    )
    rate_per_second: float = Field(
        0.0,
        ge=0,
        description="Questions and trainings that one address may begin a second; 0: no limit.",
    )
    rate_burst: float = Field(60.0, ge=1, description="So many may come at once, after a pause.")
    metrics: bool = Field(False, description="Whether /metrics tells figures for Prometheus.")
    log_requests: bool = Field(
        False,
        description="Whether each request is told as a line of JSON, without anybody's text or address.",
    )

    max_body_bytes: int = Field(1_048_576, ge=1, description="Largest request body, in bytes.")
    body_seconds: float = Field(
        15.0, gt=0, description="Longest time a request may take to send its head and its body, in seconds."
    )
    max_source_length: int = Field(200_000, ge=1, description="Longest program, in characters.")
    max_lesson_length: int = Field(
        50_000, ge=1, description="Longest lesson that somebody writes, in characters."
    )
    max_depth: int = Field(100, ge=1, description="Deepest nesting of brackets and calls in a formula.")
    max_nodes: int = Field(100_000, ge=1, description="Most Values of the graph that is shown.")
    max_passes: int = Field(20_000, ge=1, description="Most backward passes one program may run.")
    max_contributions: int = Field(
        1_000_000, ge=1, description="Most contributions all backward passes of a formula may make together."
    )
    max_magnitude: float = Field(
        1e100, gt=0, lt=1e300, description="Largest absolute value of data or a gradient in a formula."
    )
    max_notes: int = Field(20, ge=0, description="Most notes in one answer.")
    max_seconds: float = Field(10.0, gt=0, le=600, description="Longest time for one program, in seconds.")
    max_memory: int = Field(
        384, ge=64, le=3_500, description="Most memory for one program, in MB; Python itself takes about 40."
    )
    max_output: int = Field(50_000, ge=0, description="Most characters one program may print.")
    max_plots: int = Field(20, ge=0, description="Most plots and drawings of one program.")
    max_own_ops: int = Field(20, ge=0, description="Most ops one program may define itself.")
    max_evaluations: int = Field(
        200_000_000,
        ge=1,
        description="Most results of ops that one check, slice, surface or nudge may compute.",
    )
    max_points: int = Field(10_000, ge=4, description="Most places of one slice or surface.")
    max_steps_shown: int = Field(
        20_000, ge=1, description="Most chain-rule terms in an answer about forward mode or a broken pass."
    )
    max_exported: int = Field(5_000, ge=1, description="Most Values of a program written as other source.")
    program_threads: int = Field(
        2, ge=1, le=64, description="Programs that run at the same time; one for each core."
    )
    program_queue: int = Field(
        200, ge=0, description="Questions of one kind that wait for a thread; more are told to come again."
    )
    program_patience: float = Field(
        1.5,
        gt=0,
        le=60,
        description="Longest wait for a thread, in seconds, before one is told to come again.",
    )
    remembered_values: int = Field(
        300_000,
        ge=0,
        description="Values of the latest programs kept in memory, about 1 kB each, so that opening a group "
        "or choosing a pass does not run a program again.",
    )
    max_open_groups: int = Field(200, ge=1, description="Most groups one question may name as open.")
    max_layout_boxes: int = Field(
        400, ge=1, le=2_000, description="Most boxes in one layout; fold bigger graphs first."
    )
    max_layout_edges: int = Field(1_200, ge=0, le=6_000, description="Most edges in one layout.")
    layout_seconds: float = Field(4.0, gt=0, le=60, description="Longest time for one layout, in seconds.")
    layout_threads: int = Field(2, ge=1, le=32, description="Layouts computed at the same time.")
    layout_cache_entries: int = Field(256, ge=0, description="Layouts kept in memory, the latest used stay.")

    train_sockets: int = Field(
        64, ge=1, le=10_000, description="Trainings at the same time, one for each open page."
    )
    train_threads: int = Field(
        2, ge=1, le=64, description="Trainings that compute at the same instant; they take turns."
    )
    train_max_message_bytes: int = Field(
        1_048_576, ge=1_024, description="Longest message of a training's client, in bytes."
    )
    train_messages_per_second: float = Field(
        200.0,
        gt=0,
        description="Messages a training's client may send a second; every 4 kB of a long one count as one "
        "more. Two seconds' worth may come at once.",
    )
    train_idle_seconds: float = Field(
        900.0, gt=0, description="A training whose client says nothing for so long is let go, in seconds."
    )
    train_max_steps: int = Field(1_000_000, ge=1, description="Most steps of one training.")
    train_max_changes: int = Field(
        2_000, ge=1, description="Most changes of settings remembered in one training, for seeking back."
    )
    train_max_samples: int = Field(2_000, ge=1, description="Most samples of a training's data set.")
    train_max_points: int = Field(1_000, ge=1, description="Most points of a person's own data.")
    train_max_layers: int = Field(8, ge=1, description="Most hidden layers of a training's model.")
    train_max_units: int = Field(64, ge=1, description="Most neurons in one hidden layer.")
    train_max_parameters: int = Field(10_000, ge=1, description="Most parameters of a training's model.")
    train_max_grid: int = Field(
        128, ge=8, le=512, description="Finest grid of a decision boundary, in points along each side."
    )
    train_frames_per_second: float = Field(
        60.0, gt=0, le=240, description="Most frames a second a training sends to its page."
    )

    @field_validator(
        "allowed_hosts",
        "allowed_origins",
        "frame_ancestors",
        "embed_ancestors",
        "trusted_proxies",
        mode="before",
    )
    @classmethod
    def _split_at_commas(cls, value: Any) -> Any:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    def limits(self) -> Limits:
        """The limits of the language, as the engine takes them."""
        names = (field.name for field in fields(Limits))
        return Limits(**{name: getattr(self, name) for name in names})
