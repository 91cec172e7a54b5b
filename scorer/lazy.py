"""Regular expressions that wait to be compiled until a text asks for them: most texts need few."""

from __future__ import annotations

import re
from functools import cache


@cache
def regex(source: str) -> re.Pattern[str]:
    """A regular expression, compiled when it is first asked for."""
    return re.compile(source)
