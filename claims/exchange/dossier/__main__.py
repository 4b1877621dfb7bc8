"""`python -m claims.exchange.dossier FILE…`: checks dossiers on a machine without the program's
database, settings or network; exit status 1 if anything does not hold.
"""

import sys
from pathlib import Path

from .checking import check_file


def main(files: list[str]) -> int:
    """Say what was found in each file."""
    failed = not files
    for name in files:
        for one in check_file(Path(name)):
            failed |= not one.ok
            sys.stdout.write(f"{'ok    ' if one.ok else 'WRONG '} {one.name}  {one.detail}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
