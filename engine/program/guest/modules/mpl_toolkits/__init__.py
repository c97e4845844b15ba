"""What comes with matplotlib."""
