"""Saved pages of sites that do not exist, built the way that the sites of Chinese authorities are."""

from __future__ import annotations

from html import escape

_MENU = "".join(
    f'<li><a href="/{name}/">{name}</a></li>'
    for name in ("网站首页", "走进清川", "新闻中心", "政务公开", "办事服务", "互动交流", "数据发布", "专题专栏")
)
_RELATED = "".join(
    f'<li><a href="/a{number}.html">清川县{2020 + number}年法治政府建设年度报告</a><span>2024-01-0{number}</span></li>'
    for number in range(1, 8)
)
_FOOT = (
    "<p>主办单位:清川县人民政府办公室 承办单位:清川县数据局</p><p>网站标识码:1400000000 备案号:某ICP备00000000号</p>"
    "<p>联系我们 | 网站地图 | 关于我们</p>"
)


def _split(text: str) -> tuple[str, list[str]]:
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    return title, lines


def platform_page(text: str, charset: str = "utf-8") -> str:
    """A page of a common platform: all meta tags, the article in ``UCAP-CONTENT``, title and date in a head."""
    title, lines = _split(text)
    body = "".join(f'<p style="text-indent: 2em;"><span>\u3000\u3000{escape(line)}</span></p>\n' for line in lines)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}">
<meta name="SiteName" content="清川县人民政府"><meta name="ColumnName" content="法治政府建设年度报告">
<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="2024-02-18 09:30">
<meta name="ContentSource" content="清川县司法局"><title>{escape(title)}_清川县人民政府</title>
<style>.hide {{ display: none }}</style><script>var title = "下一步打算";</script></head>
<body><div class="header"><div class="logo"><img src="logo.png" alt="清川县人民政府"></div><ul class="nav">{_MENU}</ul>
<div class="search"><input type="text" value="请输入关键字"><button>搜索</button></div></div>
<div class="position">当前位置:<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年度报告</div>
<div class="main"><div class="article-head"><h1>{escape(title)}</h1>
<div class="pages-date">发布时间:2024-02-18 09:30 <span>来源:清川县司法局</span> 字体:[大 中 小] <a>打印</a></div></div>
<div id="UCAP-CONTENT">{body}<div class="share" style="display:none">分享到微信</div></div>
<div class="related"><h3>相关文档</h3><ul>{_RELATED}</ul></div></div>
<div class="footer">{_FOOT}</div></body></html>"""


def old_page(text: str, charset: str = "gb2312") -> str:
    """A page of twenty years ago: tables in tables, fonts, tags that nobody closed, lines broken by hand."""
    title, lines = _split(text)
    body = "".join(f"<P><FONT face=宋体 size=3>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}</FONT>\n" for line in lines)
    return f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset={charset}">
<TITLE>{escape(title)}</TITLE></HEAD><BODY bgcolor=#ffffff>
<TABLE width=778 align=center><TR><TD colspan=2>
<A href=/>首页</A>|<A href=/xxgk>信息公开</A>|<A href=/bsfw>办事服务</A></TD>
<TR><TD width=180><TABLE><TR><TD><A href=1>县政府领导</A>
<TR><TD><A href=2>机构设置</A><TR><TD><A href=3>规划计划</A></TABLE>
<TD><TABLE><TR><TD align=center><B>{escape(title)}</B>
<TR><TD align=center>发布日期:2024年2月18日&nbsp;来源:县政府办公室&nbsp;点击数:12
<TR><TD class=TRS_Editor>{body}</TABLE>
<TR><TD colspan=2 align=center>版权所有:清川县人民政府<BR>技术支持:某某公司</TABLE></BODY></HTML>"""


def plain_page(text: str) -> str:
    """A page whose containers have names that tell nothing; lines are parted by ``br``."""
    title, lines = _split(text)
    body = "<br/>\r\n<br/>".join(f"&emsp;&emsp;{escape(line)}" for line in lines)
    return f"""<html><head><title>{escape(title)} - 清川政府网</title></head><body>
<div class="a1"><a href="/">首页</a> <a href="/x">要闻</a> <a href="/y">公告</a></div>
<div class="b7"><div class="c2"><h2>{escape(title)}</h2>
<p class="d">时间:2024-02-18 浏览次数:<span id="hits"></span></p>
<div class="e9">{body}</div></div><div class="f3"><ul>{_RELATED}</ul></div></div>
<div class="g5">{_FOOT}</div></body></html>"""
