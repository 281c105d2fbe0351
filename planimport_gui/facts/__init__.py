"""Frozen value types that cross rooms: outcomes, failures, batch and run records, events."""
