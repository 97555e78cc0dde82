"""`make room-soak`: the video rooms' numbers on the whole stack, with real browsers (see __main__)."""
