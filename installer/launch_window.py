"""What the frozen window program begins with."""

import sys

from planimport_gui.app import main

sys.exit(main())
