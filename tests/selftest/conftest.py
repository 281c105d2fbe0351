"""Self-tests look at Qt as well."""

from support.gui import application

__all__ = ["application"]
