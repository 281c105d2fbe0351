"""A run without Qt and without libraries: batches, sending, polling, recovery and undo."""
