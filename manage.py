#!/usr/bin/env python
"""Runs one of the program's commands."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")

if __name__ == "__main__":
    from provenance.ready import run_command

    run_command(sys.argv)
