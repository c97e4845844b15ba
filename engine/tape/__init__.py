"""The tape: one sample's graph recorded as arrays, replayed over all samples."""

from engine.tape.program import TapeError
from engine.tape.recording import Lanes, Reduction, Tape, record
from engine.tape.training import Trained

__all__ = ["Lanes", "Reduction", "Tape", "TapeError", "Trained", "record"]
