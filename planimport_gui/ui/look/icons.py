"""Line icons of actions, drawn on a grid of 24 with a pen of 2."""

from planimport_gui.ui.look.drawing import Drawing

GRID = 24.0
_PAGE = "M 13 3 L 6 3 L 6 21 L 18 21 L 18 8 Z M 13 3 L 13 8 L 18 8"
_LINES = {
    "add": "M 12 5 L 12 19 M 5 12 L 19 12",
    "cap": "M 12 5 L 22 9.5 L 12 14 L 2 9.5 Z M 6 12 L 6 16.5 C 8.5 19.5 15.5 19.5 18 16.5 L 18 12 M 22 9.5 L 22 15",
    "clock": "O 12 12 9 M 12 7 L 12 12 L 15.5 14",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "copy": "M 9 9 L 20 9 L 20 20 L 9 20 Z M 5 15 L 4 15 L 4 4 L 15 4 L 15 5",
    "down": "M 6 9.5 L 12 15.5 L 18 9.5",
    "download": "M 12 4 L 12 15 M 7 10.5 L 12 15.5 L 17 10.5 M 4 20 L 20 20",
    "help": "O 12 12 9 M 9.2 9.4 C 9.2 5.8 14.8 6 14.8 9.6 C 14.8 11.8 12 11.8 12 14 M 12 17.2 L 12 17.2",
    "info": "O 12 12 9 M 12 11 L 12 16.5 M 12 7.5 L 12 7.5",
    "key": "O 8 15 4 M 11 12 L 20 3 M 16 7 L 19 10",
    "left": "M 14.5 6 L 8.5 12 L 14.5 18",
    "open": "M 3 19 L 3 5 L 9 5 L 11.5 8 L 19 8 L 19 11 M 3 19 L 6.5 11 L 22 11 L 18.5 19 Z",
    "paste": "M 9 5 L 5 5 L 5 21 L 19 21 L 19 5 L 15 5 M 9 3 L 15 3 L 15 7 L 9 7 Z",
    "pause": "M 8 5 L 8 19 M 16 5 L 16 19",
    "play": "M 7 4.5 L 19 12 L 7 19.5 Z",
    "redo": "M 20 9 L 10 9 C 2.5 9 2.5 19 10 19 L 14 19 M 15.5 4.5 L 20 9 L 15.5 13.5",
    "remove": "M 4 7 L 20 7 M 6 7 L 7 21 L 17 21 L 18 7 M 9 7 L 9.5 3.5 L 14.5 3.5 L 15 7",
    "right": "M 9.5 6 L 15.5 12 L 9.5 18",
    "retry": "M 20 12 C 20 22.5 4 22.5 4 12 C 4 3.5 15 1.5 19 7.5 M 20 3 L 19.6 8.4 L 14.2 8",
    "save": "M 4 4 L 16 4 L 20 8 L 20 20 L 4 20 Z M 8 4 L 8 9 L 14 9 L 14 4 M 8 20 L 8 14 L 16 14 L 16 20",
    "search": "O 10.5 10.5 6.5 M 15.5 15.5 L 21 21",
    "settings": "M 4 7 L 12 7 M 18 7 L 20 7 O 15 7 2.5 M 4 17 L 6 17 M 12 17 L 20 17 O 9 17 2.5",
    "sheet": _PAGE + "M 9 12 L 15 12 M 9 16 L 15 16",
    "undo": "M 4 9 L 14 9 C 21.5 9 21.5 19 14 19 L 10 19 M 8.5 4.5 L 4 9 L 8.5 13.5",
    "up": "M 6 14.5 L 12 8.5 L 18 14.5",
    "warning": "M 12 4 L 22 20 L 2 20 Z M 12 10 L 12 14.5 M 12 17.2 L 12 17.2",
}  # fmt: skip
NAMES = tuple(_LINES)


def icon_drawing(name: str) -> Drawing:
    """Raises KeyError for a name that is not in ``NAMES``."""
    return Drawing(line=_LINES[name], pen=2)
