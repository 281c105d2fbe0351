"""What of the libraries a bundle leaves out: parts of Qt that no code of ours reaches, and build tools."""

import re
import subprocess
from collections.abc import Callable, Iterable

Entry = tuple[str, str, str]
"""PyInstaller's: place in the bundle, file, kind."""

EXCLUDED = [
    "tkinter", "unittest", "pydoc", "doctest", "pip", "setuptools", "pkg_resources", "babel", "PIL", "lxml", "numpy",
    "pandas", "IPython", "pytest", "cffi", "pycparser", "PyInstaller", "xmlrpc", "lib2to3", "ensurepip", "venv",
    *(f"PySide6.Qt{name}" for name in ("Qml", "Quick", "Pdf", "OpenGL", "OpenGLWidgets", "Sql", "Test", "Help",
       "Designer", "UiTools", "PrintSupport", "Concurrent", "Xml", "QuickWidgets", "QuickControls2", "DBus", "Svg")),
]  # fmt: skip
"""Modules that nothing of ours imports. QtNetwork stays: it hands a file to the first window (QLocalServer)."""

_LIBRARIES = re.compile(
    r"""
      Qt6?(Qml|Quick|Pdf|OpenGL|VirtualKeyboard|EglF|WlShell|WaylandE|WaylandC|Sql|Test|Designer|PrintSupport|Labs)
    | opengl32sw | d3dcompiler
    | /(tls|qmltooling|networkinformation|sqldrivers|printsupport|generic|wayland-[\w-]+)/
    | /(egldeviceintegrations|xcbglintegrations)/
    | platforminputcontexts/.*virtual
    | imageformats/\w*q(tiff|webp|pdf|tga|wbmp|icns|gif)
    | platforms/\w*q(eglfs|linuxfb|vkkhr\w*|vnc|minimal\w*|wayland\w*|direct2d)
    | platformthemes/libqgtk3
    | (^|/)(icuuc|mscms|bcryptprimitives)\.dll$
    """,
    re.VERBOSE | re.IGNORECASE,
)
PROVIDED = re.compile(
    r"lib(stdc\+\+|gcc_s|X11|xcb|Xau|Xdmcp|fontconfig|freetype|dbus-1|xkbcommon|GL|EGL|OpenGL|GLX|GLdispatch)\.so[.\d]*$"
)
"""What the .deb's Depends bring. The system's own fit its drivers, and an older C++ library would break those."""
_SHARED = re.compile(r"[^/]+\.so[.\d]*$")
_TRANSLATIONS = re.compile(r"PySide6/.*translations/(?!qtbase_(ru|en)\.qm$)")
_QML = re.compile(r"PySide6/(Qt/)?(qml|metatypes|resources)/")


def wanted(name: str) -> bool:
    """Whether a library, named by its place in the bundle, goes into it."""
    return not _LIBRARIES.search(name.replace("\\", "/"))


def wanted_data(name: str) -> bool:
    """Whether any other file goes into the bundle: of Qt's translations those of both languages alone."""
    name = name.replace("\\", "/")
    return wanted(name) and not _TRANSLATIONS.search(name) and not _QML.search(name)


def needed_libraries(path: str) -> list[str]:
    """The names of the libraries that an ELF file itself is linked to, by objdump, which PyInstaller needs anyway."""
    told = subprocess.run(["objdump", "-p", path], capture_output=True, encoding="utf-8", check=False).stdout
    return re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE)


def reachable(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Without the system's libraries that only left-out parts needed, or that the system provides.

    ``needs`` answers the names of the libraries that a file is linked to. On Linux alone: elsewhere nothing of the
    system is in a bundle.
    """
    system = {}
    kept = []
    for entry in entries:
        if _SHARED.match(entry[0]) and entry[2] == "BINARY" and not entry[0].startswith("libpython"):
            system[entry[0]] = entry
        else:
            kept.append(entry)
    queue = [entry for entry in kept if entry[2] != "SYMLINK"]
    while queue:
        for name in needs(queue.pop()[1]):
            if name in system and not PROVIDED.match(name):
                kept.append(system.pop(name))
                queue.append(kept[-1])
    return kept
