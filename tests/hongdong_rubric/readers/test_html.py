from __future__ import annotations

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.html import read_html
from tests.hongdong_rubric.readers.sites import old_page, plain_page, platform_page

REPORT = """\
清川县2023年法治政府建设情况报告
2023年,清川县扎实推进法治政府建设,各项工作取得新的进展,现将有关情况报告如下。
一、主要工作
全年组织专家论证12场,采纳意见45条;涉及民生的事项均召开听证会,听取群众意见。
二、存在的问题
司法建议反馈不够及时,个别部门的执法案卷还不规范,基层执法力量不足。
三、下一步打算
下一步将推动行政机关负责人出庭应诉,加强执法人员培训,完善考核办法。
清川县人民政府
2024年2月18日
"""
LINES = REPORT.splitlines()
BODY = "".join(f"<p>{line}</p>" for line in LINES[1:])


def lines(page: str, encoding: str = "utf-8") -> list[str]:
    return [line for line in read_html(page.encode(encoding)).text.splitlines() if line]


@pytest.mark.parametrize(
    ("page", "encoding", "head"),
    [
        pytest.param(platform_page(REPORT), "utf-8", ["发布时间:2024-02-18", "来源:清川县司法局"], id="platform"),
        pytest.param(platform_page(REPORT, "gbk"), "gb18030", ["发布时间:2024-02-18", "来源:清川县司法局"], id="gbk"),
        pytest.param(old_page(REPORT), "gb18030", ["发布时间:2024-02-18", "来源:县政府办公室"], id="old"),
        pytest.param(plain_page(REPORT), "utf-8", ["发布时间:2024-02-18"], id="without-names"),
    ],
)
def test_only_the_article_is_taken_under_its_date_and_source(page: str, encoding: str, head: list[str]) -> None:
    assert lines(page, encoding) == [*head, *LINES]


def body_of(inner: str) -> list[str]:
    return lines(f"<html><body><h1>{LINES[0]}</h1><div id='zoom'>{inner}{BODY}</div></body></html>")[
        1 : -len(LINES) + 1
    ]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("<p>甲<b>乙</b><span>丙</span></p>", ["甲乙丙"], id="inline-runs-on"),
        pytest.param("<p>甲<br>乙</p>", ["甲", "乙"], id="break"),
        pytest.param("<p>依法\n    行政</p>", ["依法行政"], id="line-broken-in-the-source"),
        pytest.param("<p>see \n this</p>", ["see this"], id="latin-broken-in-the-source"),
        pytest.param("<p>&nbsp;&nbsp;\u3000甲&nbsp;</p><p>&nbsp;</p>", ["甲"], id="blanks-at-the-edge"),
        pytest.param("<pre>甲\n  乙\n\n丙</pre>", ["甲", "乙", "丙"], id="as-typed"),
        pytest.param("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"], id="blocks-in-blocks"),
        pytest.param("<p>甲<p>乙", ["甲", "乙"], id="tags-never-closed"),
        pytest.param("<ul><li>甲<li>乙</ul>", ["甲", "乙"], id="list"),
        pytest.param("<h2>甲</h2>", ["### 甲"], id="heading"),
        pytest.param("<h2>一、甲</h2>", ["一、甲"], id="heading-with-a-number"),
        pytest.param("<table><tr><td>甲</td><td>5件</td></tr></table>", ["甲:5件。"], id="row"),
        pytest.param("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", ["甲。", "乙。"], id="layout-table"),
        pytest.param("<script>甲</script><style>乙</style><!--丙--><noscript>丁</noscript>", [], id="unseen-tags"),
        pytest.param("<p style='DISPLAY : none'>甲</p><p hidden>乙</p>", [], id="hidden"),
        pytest.param("<div class='share'>分享到微信</div><div id='bdshare-1'>微博</div>", [], id="share-buttons"),
        pytest.param("<p>&lt;甲&gt;&amp;&#20057;</p>", ["<甲>&乙"], id="entities"),
    ],
)
def test_lines_break_as_in_a_browser(inner: str, expected: list[str]) -> None:
    assert body_of(inner) == expected


def page(head: str = "", shown: str = "", title: str = LINES[0]) -> str:
    return (
        f"<html><head>{head}</head><body><p>{shown}</p><div class='TRS_Editor'><p>{title}</p>{BODY}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "shown", "first"),
    [
        pytest.param('<meta name="PubDate" content="2024-02-18 10:00">', "", "发布时间:2024-02-18", id="pub-date"),
        pytest.param('<META NAME="pubdate" CONTENT="2024年2月8日">', "", "发布时间:2024-02-08", id="in-chinese"),
        pytest.param("", "发布日期:2024-03-01", "发布时间:2024-03-01", id="shown"),
        pytest.param("", "[发布时间] 2024/3/1 8:00", "发布时间:2024-03-01", id="shown-in-brackets"),
        pytest.param('<meta name="PubDate" content="">', "发布日期:2024-01-02", "发布时间:2024-01-02", id="empty-tag"),
        pytest.param("", "成文日期:2024-01-02", "成文日期:2024-01-02", id="signing"),
        pytest.param("", "成文日期:2024-01-02 发布日期:2024-03-01", "发布时间:2024-03-01", id="both"),
        pytest.param("", "更新时间:2024-05-06", LINES[0], id="change"),
        pytest.param('<meta name="ContentSource" content="县司法局">', "", "来源:县司法局", id="source"),
        pytest.param("", "来源:县司法局 点击:3", "来源:县司法局", id="source-shown"),
        pytest.param("", "", LINES[0], id="nothing"),
    ],
)
def test_date_and_source_stand_above_the_title(head: str, shown: str, first: str) -> None:
    assert lines(page(head, shown))[0] == first


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        pytest.param("", f"发布时间{'&nbsp;' * 300_000}无", id="date"),
        pytest.param("", f"成文日期{'&nbsp;' * 300_000}无", id="signing"),
        pytest.param(f"{'<meta ' * 30}charset={' ' * 3500}", "", id="encoding"),
    ],
)
def test_blanks_where_a_word_should_stand_are_passed_once(head: str, shown: str) -> None:
    # Were they shared out between two runs in every way, this would take up to an hour.
    assert lines(page(head, shown))[0] == LINES[0]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param('<meta name="ArticleTitle" content="甲县法治政府建设报告">', "甲县法治政府建设报告", id="meta"),
        pytest.param(
            "<title>甲县法治政府建设报告_甲县人民政府</title>", "甲县法治政府建设报告", id="title-with-a-site"
        ),
    ],
)
def test_a_title_outside_the_article_is_put_above_it(head: str, title: str) -> None:
    assert lines(page(head, title="现将情况报告如下。"))[0] == title


def test_a_broken_byte_is_shown_and_told() -> None:
    data = (
        page('<meta charset="gb2312">')
        .encode("gb18030")
        .replace("及时".encode("gb18030"), b"\xff" + "时".encode("gb18030"))
    )
    found = read_html(data)
    assert ("\ufffd" in found.text, len(found.warnings), found.encoding) == (True, 1, "gb18030")


def test_a_page_that_lies_about_its_encoding_is_read_as_it_is() -> None:
    assert read_html(page('<meta charset="gb2312">').encode()).encoding == "utf-8"


def test_the_encoding_asked_for_wins() -> None:
    assert read_html(page('<meta charset="utf-8">').encode("gb18030"), "gb18030").encoding == "gb18030"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        pytest.param("<iframe src=a.pdf></iframe>", "网页里没有找到正文", id="article-elsewhere"),
        pytest.param("", "网页里没有找到正文", id="empty"),
        pytest.param("<b>" * 5000 + "甲", "网页里的标签嵌套太深", id="deep"),
        # Were a tree made of this, it would take minutes.
        pytest.param(f"<p {' '.join(map(str, range(200_000)))}>", "网页里有标签带 100 个以上的属性", id="attributes"),
        pytest.param("<div>" * 250 + BODY, "里面的内容嵌套太深", id="deeper-than-we-go"),
    ],
)
def test_a_page_without_a_report_is_told(inner: str, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_html(f"<html><body>{inner}</body></html>".encode())
    assert str(caught.value).startswith(said)


def test_a_page_of_wechat_saved_before_its_script_shows_it_is_read() -> None:
    page = f"<html><body><h1>{LINES[0]}</h1><div id='js_content' style='visibility: hidden; opacity: 0;'>{BODY}</div>"
    assert lines(page) == LINES


@pytest.mark.parametrize(
    ("shown", "head"),
    [
        pytest.param("2024-02-18 09:30", ["发布时间:2024-02-18"], id="bare"),
        pytest.param("〖 2024-02-18 〗 来源:县司法局", ["发布时间:2024-02-18", "来源:县司法局"], id="in-brackets"),
        pytest.param("2024年02月18日 来源:县司法局", ["发布时间:2024-02-18", "来源:县司法局"], id="before-the-source"),
        pytest.param("【来源:县司法局】【字号:大 中 小】", ["来源:县司法局"], id="source-in-brackets"),
        pytest.param("2024年2月18日", [], id="date-of-signing"),
    ],
)
def test_date_and_source_without_meta_are_read_below_the_title(shown: str, head: list[str]) -> None:
    page = f"<html><body><h1>{LINES[0]}</h1><div class='a'>{shown}</div><div id='zoom'>{BODY}</div></body></html>"
    assert lines(page)[: len(head) + 1] == [*head, LINES[0]]


def test_the_source_in_a_row_of_a_table_ends_with_its_cell() -> None:
    row = "<table><tr><td>发布机构:</td><td>县政府办</td><td>成文日期</td><td>2024-02-18</td></tr></table>"
    page = f"<html><body>{row}<h1>{LINES[0]}</h1><div id='zoom'>{BODY}</div></body></html>"
    assert "来源:县政府办" in lines(page)


def test_a_page_whose_report_is_an_attachment_says_so() -> None:
    links = "<li><a href='1.html'>清川县司法局办理行政复议案件9件</a></li>" * 9
    page = f"<html><body><h1>{LINES[0]}</h1><p><a href='a.pdf'>{LINES[0]}.pdf</a></p><ul>{links}</ul></body></html>"
    with pytest.raises(FormatError, match="正文可能在附件"):
        read_html(page.encode())
