"""The build hook: compiles the catalogues, and lays ``resources/`` into a wheel as ``planimport_gui/_resources``."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlanImportBuild(BuildHookInterface[Any]):
    """An editable install finds ``resources/`` in the checkout and gets no copy, which would grow stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        _compile_catalogues(Path(self.root))
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"]["resources"] = "planimport_gui/_resources"


def _compile_catalogues(root: Path) -> None:
    """Loaded by its path, so that the package itself need not be importable while it is built."""
    spec = importlib.util.spec_from_file_location(
        "compile_catalogues", root / "planimport_gui" / "texts" / "compile.py"
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError("planimport_gui/texts/compile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues()
