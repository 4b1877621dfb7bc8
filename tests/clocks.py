"""How much time a call takes by itself: not what else the process does meanwhile."""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def spent(call: Callable[[], Result]) -> tuple[Result, float]:
    """What `call` answers, and the seconds of processor time that its own thread took.

    Late in a run of all tests one collection of garbage walks through millions of objects of other
    tests, and their servers may still run in other threads: neither is the call's.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        result = call()
        return result, time.thread_time() - began
    finally:
        if collects:
            gc.enable()
