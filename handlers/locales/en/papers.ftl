# Papers that a text names.
named-title = <b>{ $count } papers</b>
named-unknown = { $identifier } is not in the library yet.
named-more = { $count ->
    [one] One more is not listed.
   *[other] { $count } more are not listed.
}
paper-withdrawn = [withdrawn]
