"""Whether arXiv's own words say that a paper was withdrawn."""

import re

_IN_COMMENT = re.compile(r"\b(?:withdrawn|retracted|withdrawal)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|never|un)[\s-]{0,2}(?:been\s)?(?:withdrawn|retracted)\b", re.IGNORECASE)
_AS_ABSTRACT = re.compile(
    r"\W{0,3}(?:this|the)\s(?:paper|article|submission|manuscript|work|preprint)\s(?:has\sbeen|is|was)\s"
    r"(?:temporarily\s)?(?:withdrawn|retracted)\b",
    re.IGNORECASE,
)


def says_withdrawn(comment: str, abstract: str) -> bool:
    """
    Whether the authors' comment speaks of a withdrawal, or the abstract begins with one.

    Elsewhere in an abstract the word is a subject like any other: withdrawn drugs, retracted articles.
    """
    if _AS_ABSTRACT.match(abstract):
        return True
    return _IN_COMMENT.search(comment) is not None and _NOT_YET.search(comment) is None
