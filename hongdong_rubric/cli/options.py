"""Options that several commands share."""

from __future__ import annotations

import click

ENCODING = click.option("--encoding", default=None, metavar="编码", help="文本和网页的编码,默认自动认出。")
STDIN_NAME = click.option("--stdin-name", default=None, metavar="文件名", help="标准输入原来的文件名,用来认出格式。")
OUTPUT = click.option("-o", "--output", metavar="文件", help="写入文件(要么写全,要么不写)。")
