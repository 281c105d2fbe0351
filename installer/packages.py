"""The Debian packages that builds and trials need, each with a file that shows it is there."""

import importlib.util
import sys

_MINOR = sys.version_info[1]
PROGRAM = {
    "binutils": "usr/bin/objdump",
    "libglib2.0-0": "usr/lib/*/libglib-2.0.so.0",
    "libgl1": "usr/lib/*/libGL.so.1",
    "libegl1": "usr/lib/*/libEGL.so.1",
    "libx11-6": "usr/lib/*/libX11.so.6",
    "libx11-xcb1": "usr/lib/*/libX11-xcb.so.1",
    "libfontconfig1": "usr/lib/*/libfontconfig.so.1",
    "libdbus-1-3": "usr/lib/*/libdbus-1.so.3",
    "libxkbcommon0": "usr/lib/*/libxkbcommon.so.0",
    "libxkbcommon-x11-0": "usr/lib/*/libxkbcommon-x11.so.0",
    "libxcb-cursor0": "usr/lib/*/libxcb-cursor.so.0",
    "libxcb-icccm4": "usr/lib/*/libxcb-icccm.so.4",
    "libxcb-image0": "usr/lib/*/libxcb-image.so.0",
    "libxcb-keysyms1": "usr/lib/*/libxcb-keysyms.so.1",
    "libxcb-randr0": "usr/lib/*/libxcb-randr.so.0",
    "libxcb-render-util0": "usr/lib/*/libxcb-render-util.so.0",
    "libxcb-shape0": "usr/lib/*/libxcb-shape.so.0",
    "libxcb-sync1": "usr/lib/*/libxcb-sync.so.1",
    "libxcb-xfixes0": "usr/lib/*/libxcb-xfixes.so.0",
    "libxcb-xkb1": "usr/lib/*/libxcb-xkb.so.1",
    "fonts-dejavu-core": "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}
"""Qt with a window: what is not there while the program is frozen is silently missing in the bundle."""
TRIAL = {"xvfb": "usr/bin/Xvfb", "xauth": "usr/bin/xauth"}
DEB_TRIAL = {"debootstrap": "usr/sbin/debootstrap"}
WIN = {"nsis": "usr/bin/makensis"}
WINE = {
    "wine": "usr/bin/wine",
    "wine64": "usr/lib/wine/wine64",
    "xvfb": "usr/bin/Xvfb",
    "xauth": "usr/bin/xauth",
    "gcc-mingw-w64-x86-64-win32": "usr/bin/x86_64-w64-mingw32-gcc",
}
SCREEN = {"openbox": "usr/bin/openbox", "imagemagick": "usr/bin/import", "x11-utils": "usr/bin/xwininfo"}
"""Windows with frames, pictures of them, their titles."""
WIN_TRIAL = {"xdotool": "usr/bin/xdotool", "locales": "usr/share/i18n/locales/ru_RU"}


def needed(words: list[str]) -> dict[str, str]:
    """For ``build.py`` with these arguments; none means everything."""
    attempt = not words or "--try" in words
    packages = {**_python(), **PROGRAM}
    if not words or "deb" in words:
        packages |= {**TRIAL, **SCREEN, **DEB_TRIAL} if attempt else {}
    if not words or "win" in words:
        packages |= WIN | ({} if "--bundle" in words else WINE | SCREEN) | (WIN_TRIAL if attempt else {})
    return packages


def _python() -> dict[str, str]:
    """What Debian leaves out of its own Python: pip for a virtual environment, and the library PyInstaller bundles."""
    if not sys.base_prefix.startswith("/usr") or sys.base_prefix.startswith("/usr/local"):
        return {}
    library = {f"libpython3.{_MINOR}": f"usr/lib/*/libpython3.{_MINOR}.so.1.0"}
    has_pip = importlib.util.find_spec("ensurepip") is not None
    return (
        library if has_pip else {**library, f"python3.{_MINOR}-venv": f"usr/lib/python3.{_MINOR}/ensurepip/__init__.py"}
    )
