"""``python -m planimport_gui`` is the window."""

import sys

from planimport_gui.app import main

sys.exit(main())
