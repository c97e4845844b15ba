"""Live training over a socket: what clients may say, the life of a training, its pace, its frames."""
