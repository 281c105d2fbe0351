"""Replaces a small file as a whole: a crash leaves the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Write beside the file, sync, then rename over it; the folder is made if need be. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
