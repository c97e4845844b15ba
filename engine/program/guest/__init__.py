"""What runs inside the sandbox: a person's program, watched. Nothing here is imported by the host."""
