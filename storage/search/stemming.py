"""
English plurals become singulars; nothing else is stemmed.

Measured on titles looking for their abstracts, Porter's stemmer gains 0.013 in MRR, but it
makes one word of transformer and transformation, of reason and reasoning, of animal and
animation: as topics these must stay apart.
"""

_FORMS = {
    "analyses": "analysis", "hypotheses": "hypothesis", "syntheses": "synthesis", "theses": "thesis",
    "parentheses": "parenthesis", "diagnoses": "diagnosis", "emphases": "emphasis", "crises": "crisis",
    "axes": "axis", "matrices": "matrix", "vertices": "vertex", "indices": "index", "appendices": "appendix",
    "criteria": "criterion", "phenomena": "phenomenon", "automata": "automaton", "corpora": "corpus",
    "schemata": "schema", "formulae": "formula", "spectra": "spectrum", "quanta": "quantum",
    "maxima": "maximum", "minima": "minimum", "optima": "optimum", "stimuli": "stimulus", "nuclei": "nucleus",
    "children": "child", "people": "person", "peoples": "person", "men": "man", "women": "woman",
    "mice": "mouse", "feet": "foot", "teeth": "tooth", "quizzes": "quiz",
    "life": "live", "leaf": "leave", "half": "halve", "wolf": "wolve", "knife": "knive",
    "gpus": "gpu", "cpus": "cpu", "tpus": "tpu", "npus": "npu", "menus": "menu", "gurus": "guru",
    "ais": "ai", "uis": "ui",
}  # fmt: skip
"""What the rules below would miss or mangle; life meets lives at "live"."""

_PLURALS = {one: tuple(word for word, form in _FORMS.items() if form == one) for one in set(_FORMS.values())}

_SINGULARS = frozenset(
    (
        "this", "axis", "praxis", "tennis", "was", "has", "does", "lens", "news", "always", "perhaps", "besides",
        "whereas", "chaos", "cosmos", "ethos", "kudos", "bias", "atlas", "canvas", "alias", "pancreas", "series",
        "species", "diabetes", "rabies", "mathematics", "physics", "kubernetes",
    )
)  # fmt: skip
_SINGULAR_ENDINGS = ("ss", "us", "sis", "ris", "vis", "lis")
"""Words in -s that are no plurals."""

_SHORTEST = 4


def singular(word: str) -> str:
    """
    One form for a lower-case English word and its plural.

    It is not always a word: cache and caches give "cach", case and cases give "cas".
    """
    if known := _FORMS.get(word):
        return known
    if word.endswith("s"):
        return _without_plural(word)
    if len(word) >= _SHORTEST and word.endswith(("se", "che", "xe", "oe")):
        return word[:-1]
    return word[:-2] + "y" if len(word) > _SHORTEST and word.endswith("ie") else word


def beginnings(form: str) -> tuple[str, ...]:
    """Strings of which each lower-case word that `singular` makes `form` begins with one."""
    return (form.removesuffix("y"), *_PLURALS.get(form, ()))


def _without_plural(word: str) -> str:
    if len(word) < _SHORTEST or word in _SINGULARS or word.endswith(_SINGULAR_ENDINGS):
        return word
    if len(word) == _SHORTEST:
        return word[:-1]  # uses, axes, ties: too short to lose two letters
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ses", "ches", "shes", "xes", "oes", "zzes")):
        return word[:-2]
    return word[:-1]
