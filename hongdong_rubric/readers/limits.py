"""How much a report may ask for. A report is hostile input: each limit is far above any real one."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# Bytes of a file: text, and what may hold pictures.
MAX_BYTES = 20 * MEGABYTE
MAX_PACKAGE_BYTES = 64 * MEGABYTE

# A zip: entries, bytes of one part and of all parts that are read, and growth of a part that is not small.
MAX_ENTRIES = 20_000
MAX_PART_BYTES = 48 * MEGABYTE
MAX_TOTAL_BYTES = 64 * MEGABYTE
MAX_RATIO = 200
SMALL_PART = MEGABYTE

# Marked-up text: tags of a part and of a web page (two an element), attributes of an element of a page, and how deep
# elements may stand.
MAX_TAGS = 400_000
MAX_PAGE_TAGS = 100_000
MAX_ATTRIBUTES = 100
MAX_DEPTH = 200

# Paged formats.
MAX_PAGES = 2_000
MAX_CHARACTERS = 3_000_000

# Seconds. Reading a PDF happens in a process of its own, which can be stopped; so does a conversion.
PDF_SECONDS = 8
CONVERSION_SECONDS = 60
PDF_MEMORY = 400 * MEGABYTE

# Fewer Han characters a page than this, and the pages are pictures.
MIN_HAN_A_PAGE = 20
