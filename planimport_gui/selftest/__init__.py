"""``planimport-gui --selftest FILE``: whether everything a person needs is in the program, frozen ones above all."""

from planimport_gui.selftest.report import Check, run_checks

__all__ = ["Check", "run_checks"]
