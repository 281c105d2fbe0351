"""The redacted log and reports of unexpected errors."""

from planimport_gui.diagnostics.crash import CrashReports, install_hooks
from planimport_gui.diagnostics.log import OpenLog, open_log
from planimport_gui.diagnostics.vault import SecretVault

__all__ = ["CrashReports", "OpenLog", "SecretVault", "install_hooks", "open_log"]
