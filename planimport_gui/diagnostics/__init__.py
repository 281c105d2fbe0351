"""The redacted log and reports of unexpected errors."""
