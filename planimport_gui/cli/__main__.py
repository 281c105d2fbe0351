"""``python -m planimport_gui.cli``."""

import sys

from planimport_gui.cli import main

sys.exit(main())
