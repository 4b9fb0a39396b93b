"""Sections in Markdown become readable, whatever they hold."""

import re

import pytest
from conftest import shared_files
from hypothesis import example, given
from hypothesis import strategies as st

from bot.digests.formats import read
from bot.sandbox.html import parse_html
from handlers.views.formulas import readable
from handlers.views.markdown import rich_markdown, without_marks
from handlers.views.rich_text import rendered

RAW_MARKUP = re.compile(r"\*\*|\$\\|\\(?:times|text|mathbf|alpha)|^#{1,6} |^\s*[*-] ", re.MULTILINE)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**方法**：好", "<b>方法</b>：好"),
        ("提出**“两步”**的做法", "提出<b>“两步”</b>的做法"),
        ("以**局部（Local）和整体（Global）**为单位", "以<b>局部（Local）和整体（Global）</b>为单位"),
        ("** 有空格 **的", "<b>有空格</b>的"),
        ("**没有关上", "没有关上"),
        ("代价 $O(n \\times m)$", "代价 O(n × m)"),
        ("`$\\alpha$` 与 `x**2`", "<code>α</code> 与 <code>x**2</code>"),
        ("花费 $5 到 $10", "花费 $5 到 $10"),
        ("生成 <unk> 与 a < b", "生成 &lt;unk&gt; 与 a &lt; b"),
        ("第一行<br>第二行", "第一行\n第二行"),
        ("<div>\n块\n</div>", "&lt;div&gt;\n块\n&lt;/div&gt;"),
        ("run_all_tests 与 __init__", "run_all_tests 与 __init__"),
        ("2*3*4 与 ||x||", "2*3*4 与 ||x||"),
        ("# 标题\n\n正文", "<b>标题</b>\n\n正文"),
        ("- 一\n  - 二\n- 三", "• 一\n  • 二\n• 三"),
        ("1. 一\n2. 二", "1. 一\n2. 二"),
        ("[码](https://a.b/c) [坏](javascript:x)", '<a href="https://a.b/c">码</a> 坏'),
        ("😀 **粗**体", "😀 <b>粗</b>体"),
        ("```python\nx = 1 < 2\n```", "<pre>x = 1 &lt; 2</pre>"),
        ("\\textit{斜} \\ie 100\\%", "斜 i.e. 100%"),
    ],
)
def test_markdown_of_digests_is_shown_as_meant(markdown: str, html: str) -> None:
    """What writers of digests get slightly wrong still reads right."""
    assert rendered(rich_markdown(markdown)).strip() == html


@given(st.text(st.sampled_from(list("*_`$\\{}<>[]()#|~-+ \n1ab智。！“”&")), max_size=80))
@example("**" * 30)
@example("```\n")
@example("$" + "{" * 40 + "$")
@example("| a |\n|--|\n| 1 |")
def test_any_markdown_becomes_html_that_the_server_reads(markdown: str) -> None:
    """No text of a digest can make a message that Telegram refuses."""
    rich = rich_markdown(markdown)
    assert parse_html(rendered(rich)).text == rich.text
    assert all(0 <= span.start < span.end <= len(rich.text) for span in rich.spans)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A $\\times$ B", "A × B"),
        ("$\\pi_0$ and $R^2$", "π₀ and R²"),
        ("\\textbf{Bold} \\url{https://a.b/}", "Bold https://a.b/"),
        ("{\\em soft} \\eg this", "soft e.g. this"),
        ("cost $5 or $10", "cost $5 or $10"),
        ("no formula", "no formula"),
        (r"na\"{\i}vely, Pl\"ucker, Caf\'{e}, object\'s", "naïvely, Plücker, Café, object's"),
        ("``so'', ``let's go'' and `once'", "“so”, “let's go” and ‘once’"),
        ("G_{stack}, n^{1+o(1)}, 10^{18}, SL^{2}A, 256^2", "G_stack, n^(1+o(1)), 10¹⁸, SL²A, 256²"),
        ("360^circ, 7{times}, {Δ}G", "360°, 7×, ΔG"),
        ("at https://a.b/{this http URL}. textit{O}bstacles", "at https://a.b/. Obstacles"),
        (
            "pass^k, A* search, GPT-{n}, snake_case, {-1, 0}",
            "pass^k, A* search, GPT-{n}, snake_case, {-1, 0}",
        ),
        ("$" + "{" * 3000, "$" + "{" * 3000),
    ],
)
def test_formulas_in_titles_are_unicode(text: str, shown: str) -> None:
    """A title never shows LaTeX."""
    assert readable(text) == shown


def test_stray_marks_in_a_plain_text_are_left_out() -> None:
    """Writers of abstracts put in a little Markdown; a star that means something stays."""
    text = "the *state collapse* (SC) of **A* search**, at the [link](https://a.b/c)"
    assert without_marks(text) == "the state collapse (SC) of A* search, at the https://a.b/c"


@given(st.text(st.sampled_from(list("\\${}_^`'abtimesfrc 12智")), max_size=80))
def test_any_formula_is_readable(text: str) -> None:
    """No formula, however broken, raises or grows without bound."""
    assert len(readable(text)) <= 20 * len(text) + 20


def test_real_sections_show_no_raw_markup() -> None:
    """Every section of the real digests at hand reads clean."""
    found = [
        match[0]
        for path in shared_files("digests/0*")
        for entry in read(path.read_bytes(), str(path)).entries
        for section in entry.sections
        for match in RAW_MARKUP.finditer(rich_markdown(section.markdown).text)
    ]
    assert found == []
