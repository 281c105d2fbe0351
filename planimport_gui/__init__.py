"""PlanImport: bring a plan sheet into Calltouch, correctly and once."""

__version__ = "0.1.0"
