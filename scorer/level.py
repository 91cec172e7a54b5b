"""The level of government that a report speaks for."""

from __future__ import annotations

import re
from collections import Counter

from scorer.lazy import regex
from scorer.lexicon import Lexicon
from scorer.normalisation import fold
from scorer.text import Document, han_and_digits

_HEAD = r"^(?:中共|关于)?(.*?)(?:关于|20\d\d|年度|推进|法治|依法|$)"
_BODIES = r"人民政府|政府|县委|市委|区委|旗委|省委|州委"
_OPENING = 120
# Whom a city speaks of as below it tells a prefecture-level city from one at county level: both are 某某市.
_COUNTIES = r"县\((?:市、?)?区\)|县\(市\)|区\(县|县[市区]|[区市]县|各县|各区|旗县|旗\(|州直|市辖"
_TOWNS = r"镇街|街镇|乡镇|镇\(街|镇\(乡|乡\(镇|各镇|镇乡"
_FEW = 3
_RATIO = 4


def find_level(document: Document, lexicon: Lexicon) -> str | None:
    """One of ``LEVELS``: from the title, else the opening, else what it calls itself; None where untold."""
    suffixes = {suffix: level for level, names in lexicon.levels for suffix in names}
    title = fold(document.title or "").text
    head = regex(_HEAD).match(title)
    found = _last_level(head[1], suffixes) if head and head[1] else None
    if found is None:
        opening = document.folded[:_OPENING]
        signer = re.search(r"([\u4e00-\u9fff]{2,20}?)(?:人民政府|区委|县委|市委|旗委)", opening)
        found = _last_level(signer[1], suffixes) if signer else None
    found = found or _own_name(document.folded, suffixes)
    return "county" if found == "city" and _is_below_a_city(document.folded) else found


def _is_below_a_city(folded: str) -> bool:
    """Whether a city speaks of towns again and again, and hardly ever of counties."""
    towns = len(regex(_TOWNS).findall(folded))
    return towns >= _FEW and towns >= _RATIO * len(regex(_COUNTIES).findall(folded))


def _last_level(name: str, suffixes: dict[str, str]) -> str | None:
    """The level that the last unit of a name tells: 白山市浑江区 is a county, 侯马市 under 临汾市 too."""
    department = [suffix for suffix, level in suffixes.items() if level == "department"]
    if name.endswith(tuple(department)) and not regex(_BODIES).search(name):
        return "department"
    areas = sorted((suffix for suffix in suffixes if suffix not in department), key=len, reverse=True)
    units = re.findall(rf"[^\n\d]{{0,8}}?({'|'.join(areas)})", han_and_digits(name))
    if not units:
        return None
    if units[-1] == "市" and "市" in units[:-1]:
        return "county"
    return suffixes[units[-1]]


def _own_name(folded: str, suffixes: dict[str, str]) -> str | None:
    """The level in "我县" or "全市", whichever is said most."""
    said = Counter(re.findall(r"[我全]([省市州盟县区旗镇乡])", folded))
    return suffixes.get(said.most_common(1)[0][0]) if said else None
