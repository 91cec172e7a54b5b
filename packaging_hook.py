"""Puts into a wheel what the program would make at its first run, so that this is as fast as any other.

These are the bundled rubrics and presets and what the dictionaries tell, as :mod:`hongdong_rubric.cache` keeps them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackagingHook(BuildHookInterface):
    """Runs when a wheel is built with ``HATCH_BUILD_HOOKS_ENABLE`` set, see ``python3 dev.py wheel``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill a folder as the program fills its cache; ``version`` is that of the kind of build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        # Imported here because the program has to be found first.
        from hongdong_rubric.cache import PACKAGED, VARIABLE
        from hongdong_rubric.policies import read_presets
        from hongdong_rubric.rubrics import bundled_names, open_rubric

        # It is there as long as the hook.
        self._folder = tempfile.TemporaryDirectory()
        os.environ[VARIABLE] = self._folder.name
        read_presets()
        for name in bundled_names():
            language = open_rubric(name).language
            # Of the dictionaries each part is made at the first question.
            language.pairs(), language.readings("法"), language.is_word("法治")
        build_data["force_include"][self._folder.name] = f"hongdong_rubric/{PACKAGED}"
