"""The invented programme of the demonstration: the same every time, relative to the year."""
