"""Word packages written by hand, for what no library writes."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(body: str, namespace: str = W, method: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """A package with a body and further parts (``styles``, ``numbering``, ``footnotes``, …) of their inner XML."""
    space = f'xmlns:w="{namespace}" xmlns:mc="{MC}" xmlns:v="urn:v" xmlns:wps="urn:wps"'
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {space}>{inner}</w:{name}>" for name, inner in parts.items()},
    }
    return package(files, method)


def package(files: dict[str, str] | dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the given parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(inner: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    runs = inner if "<" in inner else r(inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, instance: int = 1, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """One abstract list and its instances."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{instances}'


def table(*rows: tuple[str, ...]) -> str:
    """A table; cells are text or XML."""
    cells = (
        "".join(f"<w:tc>{cell if '<' in cell else p(cell)}</w:tc>" for cell in row if row is not None) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
