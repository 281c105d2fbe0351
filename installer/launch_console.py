"""What the frozen console program begins with."""

import sys

from planimport_gui.cli import main

sys.exit(main())
