"""How long reading takes, and how much memory: a report of 100 pages as Word file and as PDF.

python benchmarks/reading.py            a line a format: pages, characters, seconds, megabytes at most (on Linux)

The files are made here from invented sentences. Each is read three times by a fresh process, as a user would; the best
time counts. Exit code 1 where one takes three seconds or more.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import surroundings  # noqa: E402
from tests.hongdong_rubric.readers.drafts import tracked_draft  # noqa: E402
from tests.hongdong_rubric.readers.paged import COLUMNS, ROWS, ofd, pdf, set_report  # noqa: E402
from tests.hongdong_rubric.readers.sites import platform_page  # noqa: E402

PAGES = 100
LIMIT = 3.0
SENTENCES = (
    "全年组织专家论证{}场,采纳意见建议{}条,涉及民生的事项均召开听证会。",
    "办理行政复议案件{}件,审结{}件,行政机关负责人出庭应诉率稳步提升。",
    "开展执法培训{}期,参训{}人次,评查案卷并逐一反馈整改意见。",
)
MEASURE = """
import sys, time
start = time.perf_counter()
from hongdong_rubric.readers import read_report
text = read_report(sys.argv[1]).text
seconds = time.perf_counter() - start
try:
    # What resource tells of this process begins with its parent's; of children, it is good enough.
    import re, resource
    own = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
    peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
except (ImportError, OSError):
    peak = 0
print(len(text), seconds, peak)
"""


def report(characters: int) -> str:
    """An invented report of about so many characters."""
    lines, length = ["清川县2023年法治政府建设情况报告"], 0
    while length < characters:
        number = len(lines)
        body = "".join(SENTENCES[(number + turn) % 3].format(number + turn, 3 * number + turn) for turn in range(6))
        lines += [f"一、第{number}项工作", body]
        length += len(body)
    return "\n".join(lines)


def measure(path: Path) -> tuple[int, float, int]:
    """Characters, best seconds and most megabytes of three readings."""
    runs = []
    for _ in range(3):
        words = [sys.executable, "-c", MEASURE, str(path)]
        done = subprocess.run(words, cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=True)
        characters, seconds, peak = done.stdout.split()
        runs.append((float(seconds), int(peak), int(characters)))
    return runs[0][2], min(run[0] for run in runs), max(run[1] for run in runs)


def main() -> int:
    """Print the table."""
    text = report(PAGES * ROWS * (COLUMNS - 2))
    pages = set_report(text, head="清川县文件")
    files = {
        "report.txt": text.encode("gb18030"),
        "report.html": platform_page(text).encode(),
        "report.docx": tracked_draft(text),
        "report.ofd": ofd(pages),
        "report.pdf": pdf(pages),
    }
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder) / name
            path.write_bytes(data)
            characters, seconds, peak = measure(path)
            slow |= seconds >= LIMIT
            print(f"{name:12} {len(pages)} pages  {characters:,} characters  {seconds:.2f} s  {peak} MB")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
