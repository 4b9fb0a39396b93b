# A paper's card.
card-tldr = In short
card-abstract = Abstract
card-details = Details
card-other-language = {" "}({ $wanted ->
    [en] Chinese only
   *[zh] English only
})
card-authors = { $count ->
    [one] Author: { $names }
   *[other] Authors: { $names }
}
card-authors-more = Authors: { $names } and others, { $count } in all
card-organization = Affiliation: { $name }
card-published = Published { $date }
card-digest = In the digest of { $date }
card-upvotes = { $count ->
    [one] { $count } upvote
   *[other] { $count } upvotes
} on HF
card-stars = { $count ->
    [one] { $count } star
   *[other] { $count } stars
} on GitHub
card-keywords = Keywords: { $keywords }
card-page = Page { $page } of { $pages }
card-page-back = ‹ Previous page
card-page-on = Read on { $page }/{ $pages } ›
card-previous = ‹ Previous
card-next = Next ›
card-why = Matches: { $reason }
card-similar = Similar
card-bibtex = BibTeX
card-share = Share
card-back = « Paper
card-nothing-similar = Nothing in the library is similar to this paper.
card-keyword-gone = This paper no longer has that keyword.
card-code = Code
card-project = Project
card-categories = arXiv: { $names }
