"""Run by test_throwaway.py in a process of its own; its name keeps it out of every other run."""

import os
import time
from pathlib import Path


def test_waits(db: None) -> None:
    Path(os.environ["TELL"]).write_text(os.environ["DATA_DIR"] + "\n")
    time.sleep(600)
