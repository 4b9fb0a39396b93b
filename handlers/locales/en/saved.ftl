# Saved papers.
card-save = ☆ Save
card-saved = ★ Saved
saved-added = Saved. Send /saved to see them all.
saved-removed = No longer saved.
saved-in-group = Saved to your own list. Send me /saved in our private chat to see it.
saved-title = <b>Saved: { $count ->
    [one] { $count } paper
   *[other] { $count } papers
}</b>
saved-none = Nothing saved yet. Open a paper and tap ☆ Save, and it will appear here.
saved-none-to-export = Nothing saved yet, so there is nothing to export.
saved-back-button = « Saved
saved-export-button = Export BibTeX
saved-exported = { $count ->
    [one] { $count } paper
   *[other] { $count } papers
} as BibTeX, for Zotero, JabRef and LaTeX.
