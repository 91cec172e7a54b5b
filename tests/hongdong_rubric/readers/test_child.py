"""Programs that read for us end with us, however that comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hongdong_rubric.readers.child import run_limited
from tests.hongdong_rubric.helpers import PACKAGE_HOME

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
TELL = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
PARENT = """
import sys
from hongdong_rubric.readers.child import run_limited
try:
    run_limited([sys.executable, "-c", sys.argv[1], sys.argv[2]], seconds=60)
except KeyboardInterrupt:
    print("unwound")
"""


@posix
def test_a_signal_to_us_ends_the_program_first(tmp_path: Path) -> None:
    place = tmp_path / "child"
    command = [sys.executable, "-c", PARENT, TELL, str(place)]
    with subprocess.Popen(command, cwd=PACKAGE_HOME, stdout=subprocess.PIPE, text=True) as process:
        while not (place.exists() and place.read_text(encoding="utf-8")):
            time.sleep(0.01)
        process.terminate()
        assert process.communicate(timeout=20)[0] == "unwound\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int(place.read_text(encoding="utf-8")), 0)


@posix
@pytest.mark.parametrize("handler", [signal.SIG_DFL, signal.SIG_IGN, lambda *_: None], ids=["none", "ignored", "own"])
def test_whoever_handles_the_signal_still_does(handler: signal.Handlers) -> None:
    before = signal.signal(signal.SIGTERM, handler)
    try:
        run_limited([sys.executable, "-c", ""], seconds=60)
        assert signal.getsignal(signal.SIGTERM) is handler
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_program_can_be_run_from_any_thread() -> None:
    codes: list[int | None] = []
    command = [sys.executable, "-c", "raise SystemExit(7)"]
    thread = threading.Thread(target=lambda: codes.append(run_limited(command, seconds=60).code))
    thread.start()
    thread.join()
    assert codes == [7]
