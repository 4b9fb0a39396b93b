# Inline mode. Buttons stand above the results and are short.
inline-open = Open in Chenbao
inline-nothing = Nothing found for “{ $query }”. Why?
inline-no-papers = The library holds no papers yet
inline-nearest = Nothing has all of “{ $query }”; the closest
inline-nothing-to-look-for = No word to search for in “{ $query }”
inline-unknown = { $identifier } is not in the library yet
