"""
English plurals become singulars; nothing else is stemmed.

Measured on titles looking for their abstracts, Porter's stemmer gains 0.013 in MRR, but it
makes one word of transformer and transformation, of reason and reasoning, of animal and
animation: as topics these must stay apart.
"""

_PLURALS = {
    "analyses": "analysis", "hypotheses": "hypothesis", "syntheses": "synthesis", "theses": "thesis",
    "parentheses": "parenthesis", "diagnoses": "diagnosis", "emphases": "emphasis", "crises": "crisis",
    "axes": "axis", "matrices": "matrix", "vertices": "vertex", "indices": "index", "appendices": "appendix",
    "criteria": "criterion", "phenomena": "phenomenon", "automata": "automaton", "corpora": "corpus",
    "schemata": "schema", "formulae": "formula", "spectra": "spectrum", "quanta": "quantum",
    "maxima": "maximum", "minima": "minimum", "optima": "optimum", "stimuli": "stimulus", "nuclei": "nucleus",
    "children": "child", "people": "person", "men": "man", "women": "woman", "humans": "human",
    "mice": "mouse", "feet": "foot", "teeth": "tooth", "lives": "life", "leaves": "leaf", "halves": "half",
    "selves": "self", "wolves": "wolf", "knives": "knife", "quizzes": "quiz",
    "gpus": "gpu", "cpus": "cpu", "tpus": "tpu", "npus": "npu", "menus": "menu", "gurus": "guru",
    "ais": "ai", "apis": "api", "uis": "ui", "guis": "gui", "clis": "cli", "pois": "poi", "rois": "roi",
}  # fmt: skip
"""Plurals that the rules below would miss or mangle."""

_SINGULARS = frozenset(
    (
        "this", "was", "has", "does", "its", "lens", "news", "always", "perhaps", "besides", "whereas",
        "towards", "afterwards", "chaos", "cosmos", "ethos", "kudos", "bias", "atlas", "canvas", "alias",
        "pancreas", "series", "species", "diabetes", "rabies", "mathematics", "physics", "athens", "kubernetes",
    )
)  # fmt: skip
"""Words in -s that are no plurals, beside those in -ss, -us and -is."""

_SHORTEST = 4


def singular(word: str) -> str:
    """
    One form for a lower-case English word and its plural.

    It is not always a word: cache and caches give "cach", case and cases give "cas".
    """
    if known := _PLURALS.get(word):
        return known
    if word.endswith("s"):
        return _without_plural(word)
    if len(word) >= _SHORTEST and word.endswith(("se", "che", "xe", "oe")):
        return word[:-1]
    return word[:-2] + "y" if len(word) > _SHORTEST and word.endswith("ie") else word


def _without_plural(word: str) -> str:
    if len(word) < _SHORTEST or word in _SINGULARS or word.endswith(("ss", "us", "is")):
        return word
    if len(word) == _SHORTEST:
        return word[:-1]  # uses, axes, ties: too short to lose two letters
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ses", "ches", "shes", "xes", "oes", "zzes")):
        return word[:-2]
    return word[:-1]
