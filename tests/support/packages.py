"""The Debian packages that the window and its checks need, each with a file that shows it is there. For ``dev.py``."""

QT = {
    "libglib2.0-0": "usr/lib/*/libglib-2.0.so.0",
    "libgl1": "usr/lib/*/libGL.so.1",
    "libegl1": "usr/lib/*/libEGL.so.1",
    "libx11-6": "usr/lib/*/libX11.so.6",
    "libfontconfig1": "usr/lib/*/libfontconfig.so.1",
    "libdbus-1-3": "usr/lib/*/libdbus-1.so.3",
    "libxkbcommon0": "usr/lib/*/libxkbcommon.so.0",
    "fonts-dejavu-core": "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}
"""Qt without a screen."""
WINDOW = QT | {
    "libx11-xcb1": "usr/lib/*/libX11-xcb.so.1",
    "libxkbcommon-x11-0": "usr/lib/*/libxkbcommon-x11.so.0",
    "libxcb-cursor0": "usr/lib/*/libxcb-cursor.so.0",
    "libxcb-icccm4": "usr/lib/*/libxcb-icccm.so.4",
    "libxcb-image0": "usr/lib/*/libxcb-image.so.0",
    "libxcb-keysyms1": "usr/lib/*/libxcb-keysyms.so.1",
    "libxcb-randr0": "usr/lib/*/libxcb-randr.so.0",
    "libxcb-render-util0": "usr/lib/*/libxcb-render-util.so.0",
    "libxcb-shape0": "usr/lib/*/libxcb-shape.so.0",
    "libxcb-xkb1": "usr/lib/*/libxcb-xkb.so.1",
}
"""Qt with a window on an X server."""
CHECKS = WINDOW | {
    "xvfb": "usr/bin/Xvfb",
    "libxtst6": "usr/lib/*/libXtst.so.6",
    "gnome-keyring": "usr/bin/gnome-keyring-daemon",
    "dbus": "usr/bin/dbus-cleanup-sockets",
    "dbus-daemon": "usr/bin/dbus-run-session",
}
"""A window on a screen of its own with mouse and keys, and a keyring."""
