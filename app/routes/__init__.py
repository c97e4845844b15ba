"""One concern a module. Each has a `router`; `app.main` includes them all."""
