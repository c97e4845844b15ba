"""Live training over a socket: what clients may say, one training's life, its pace, and the frames it sends."""
