"""The program's entry: ``hongdong-rubric`` and ``python -m hongdong_rubric``."""

from __future__ import annotations

import atexit
import gc
import sys

# A run makes little garbage, but a hundred thousand values that stay.
_GARBAGE = 200_000


def main() -> None:
    """Run the program; whatever it imports is spared the collector as well."""
    _spare_the_collector()
    try:
        from hongdong_rubric.cli import run
    except KeyboardInterrupt:
        # What says so otherwise is not there yet.
        sys.exit(2)
    run()


def _spare_the_collector() -> None:
    """Keep Python from looking through the whole rubric for garbage, again and again."""
    gc.set_threshold(_GARBAGE)
    atexit.register(_leave_to_the_system)


def _leave_to_the_system() -> None:
    """Keep what modules hold until the process is gone: the system takes it back at once, Python piece by piece."""
    held: list[object] = [dict(getattr(module, "__dict__", {})) for module in list(sys.modules.values())]
    # What is frozen and holds itself is never taken apart.
    held.append(held)
    gc.freeze()


if __name__ == "__main__":
    main()
