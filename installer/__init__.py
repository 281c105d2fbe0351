"""Makes the installers of PlanImport: ``python3 installer/build.py win | mac | deb``."""
