"""A text to a Run: formulas by a small evaluator here, programs by CPython in a WebAssembly sandbox."""
