"""The window: everything Qt. Speaks to the rest of the program through ``ports``."""
