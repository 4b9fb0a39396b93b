"""The names that fields of papers go by, in either language: as columns of tables and as labels of lines."""

import unicodedata

_VARIANTS = {
    "arxiv_id": "arxivid arxiv paperid id entryid identifier 论文id 论文编号 编号 arxiv编号",
    "url": "url link links arxivpageurl pageurl arxivurl arxivlink paperurl paperlink absurl pdf pdfurl pdflink paper hfurl huggingfaceurl "
    "hflink abs htmlurl 链接 论文链接 原文链接 地址 论文地址 原文 论文 网址",
    "doi": "doi doi号",
    "title": "title papertitle titleen englishtitle originaltitle 标题 论文标题 题目 论文题目 英文标题 标题英文 英文题目 论文名 论文名称 原标题 原文标题 原文题目 原题 全称 论文全称",
    "title_zh": "titlezh titlecn chinesetitle zhtitle 中文标题 标题中文 译题 翻译标题 中文题目",
    "abstract": "abstract summary abstracten englishabstract 摘要 论文摘要 英文摘要 原文摘要",
    "abstract_zh": "abstractzh abstractcn chineseabstract summaryzh 中文摘要 摘要中文 摘要翻译 摘要译文 中文翻译 翻译",
    "tldr": "tldr aisummary shortsummary onesentence highlight tldren summaryen 一句话 一句话总结 一句话摘要 一句话概括 总结 要点 速览",
    "tldr_zh": "tldrzh tldrcn 中文总结 一句话总结中文 中文要点 中文速览",
    "keywords": "keywords keyword tags aikeywords 关键词 标签 关键字 核心关键词",
    "areas": "areas area field topic 领域 应用领域 研究领域 方向",
    "authors": "authors author creators 作者 论文作者 全部作者",
    "organization": "organization organizations institution institutions affiliation affiliations 机构 单位 组织 研究机构 作者单位",
    "upvotes": "upvotes votes likes 点赞 点赞数 赞",
    "github_stars": "githubstars stars star 星标",
    "code_url": "code githublinks githublink codeurl codelink github githuburl githubrepo repo repository 代码 代码链接 代码地址 代码仓库 代码库 开源代码 开源地址 源码",
    "project_url": "project projecturl projectpage homepage website 项目 项目主页 项目页面 项目链接 项目地址 主页",
    "published_on": "published publishedon publishedat publisheddate publishdate publicationdate submitted "
    "submitteddate date 发布日期 发表日期 日期 发布时间 提交日期 提交 时间",
    "categories": "categories category primarycategory maincategory subjects subject 分类 类别 学科",
}
_FIELDS = {name: field for field, names in _VARIANTS.items() for name in names.split()}
IDENTIFYING = frozenset({"arxiv_id", "url", "doi"})
"""Fields of which one leads to the paper."""
TITLES = frozenset({"title", "title_zh"})
_SEPARATORS = ",\t;|，"
_LONGEST_NAME = 60
_LONGEST_HEADER = 4000


def field_of(name: str) -> str | None:
    """The field of a paper that a column or label is, with its remark as in `Title (ZH)` or without; None if of none."""
    folded = unicodedata.normalize("NFKC", name[:_LONGEST_NAME]).casefold()
    return _FIELDS.get(_letters(folded)) or _FIELDS.get(_letters(folded.partition("(")[0]))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def separator_of(header: str) -> str | None:
    """
    The sign between the columns, if `header` is one that names papers; None if it is not.

    It must name a title and an id, a link or a DOI, and be of our columns for the better part.
    """
    if not header or len(header) > _LONGEST_HEADER or header.startswith("|"):
        return None
    best = max(_SEPARATORS, key=lambda sign: len(_known(header, sign)))
    known = _known(header, best)
    if not (known & IDENTIFYING and known & TITLES):
        return None
    return best if 2 * len(known) >= header.count(best) + 1 else None


def fields_in(header: str) -> frozenset[str]:
    """The fields of a paper that a header names, whatever sign stands between its columns."""
    if len(header) > _LONGEST_HEADER:
        return frozenset()
    return max((_known(header, sign) for sign in _SEPARATORS), key=len)


def has_chinese_name(header: str) -> bool:
    """Whether a known column of a header has a Chinese name: text in a wrong encoding never has."""
    separator = separator_of(header)
    names = header.split(separator) if separator else []
    return any(not name.isascii() and field_of(name) for name in names)


def _known(header: str, separator: str) -> frozenset[str]:
    return frozenset(field for name in header.split(separator) if (field := field_of(name)))
