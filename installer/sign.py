"""Signs a Windows program in place, where the certificate is in the environment: ``sign.py FILE``.

``PLANIMPORT_SIGN_CERTIFICATE`` names a PKCS #12 file, ``PLANIMPORT_SIGN_PASSWORD`` a file with its password,
``PLANIMPORT_SIGN_CLOCK`` the address of a time stamp server. By osslsigncode, which runs everywhere.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_CERTIFICATE, _PASSWORD, _CLOCK = (f"PLANIMPORT_SIGN_{name}" for name in ("CERTIFICATE", "PASSWORD", "CLOCK"))


def can_sign() -> bool:
    """Whether there is a certificate to sign with."""
    return bool(os.environ.get(_CERTIFICATE))


def sign(program: Path) -> None:
    """Replace a program with its signed form. Raises CalledProcessError with osslsigncode's words on the screen."""
    signed = program.with_name(program.name + ".signed")
    access = ["-pkcs12", os.environ[_CERTIFICATE], "-readpass", os.environ[_PASSWORD]]
    clock = ["-ts", os.environ[_CLOCK]] if os.environ.get(_CLOCK) else []
    words = ["osslsigncode", "sign", *access, *clock, "-h", "sha256", "-n", "PlanImport", "-in", str(program)]
    subprocess.run([*words, "-out", str(signed)], check=True)
    shutil.move(signed, program)


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
