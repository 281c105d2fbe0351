"""Workbooks in and out: guarded reading into plan rows, templates and results."""
