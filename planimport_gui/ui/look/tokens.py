"""The palette: every colour of the window by name, for light and dark."""

from collections.abc import Mapping

_NAMES = (
    "window", "surface", "header", "text", "secondary", "link", "primary", "primaryText", "primaryHover", "border",
    "grid", "selection",
)  # fmt: skip
_LIGHT = (
    "#F4F5F7", "#FFFFFF", "#EBEDF1", "#1B1F27", "#525B69", "#0B5CAD", "#0B5CAD", "#FFFFFF", "#094C90", "#7F8896",
    "#D8DCE3", "#D6E6F8",
)  # fmt: skip
_DARK = (
    "#1A1C20", "#22252A", "#2C3037", "#E8EAED", "#AEB6C2", "#7FB8F5", "#2A6FBE", "#FFFFFF", "#235EA2", "#7F8896",
    "#3A3F48", "#1E3E63",
)  # fmt: skip

STATES = ("error", "check", "imported", "doubt", "way", "waiting")
"""What a row or batch can be in colours; each has a ``text``, a ``fill`` and a ``mark``."""

_STATES_LIGHT = {
    "error": ("#A8241B", "#FDE7E5", "#B3281E"),
    "check": ("#7A4A00", "#FFEFC9", "#BE7100"),
    "imported": ("#0E5F54", "#DDF2EC", "#0F6A5E"),
    "doubt": ("#5A1680", "#EEE2F8", "#5A1680"),
    "way": ("#0B5CAD", "#E1EDFA", "#1E86E5"),
    "waiting": ("#525B69", "#FFFFFF", "#858B96"),
}
_STATES_DARK = {
    "error": ("#FF9C92", "#4A211E", "#E5565A"),
    "check": ("#F2BC6B", "#40300F", "#F5AE2E"),
    "imported": ("#74D6B2", "#15382D", "#62DDB2"),
    "doubt": ("#E3CCF5", "#3A2A4D", "#E3CCF5"),
    "way": ("#7FB8F5", "#1B334F", "#3F93F0"),
    "waiting": ("#AEB6C2", "#22252A", "#7F8896"),
}


def tokens(*, dark: bool) -> Mapping[str, str]:
    """``#RRGGBB`` by name; those of states are named ``error.text``, ``error.fill``, ``error.mark``."""
    base = dict(zip(_NAMES, _DARK if dark else _LIGHT, strict=True))
    for state, (text, fill, mark) in (_STATES_DARK if dark else _STATES_LIGHT).items():
        base |= {f"{state}.text": text, f"{state}.fill": fill, f"{state}.mark": mark}
    return base
