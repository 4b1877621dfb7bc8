"""Worked examples from the literature, as tables of numbers.

FLEISS: Fleiss (1971), 30 patients, six of the psychiatrists each time; the same as `diagnoses`
in the R package irr 0.84.1. ANXIETY: `anxiety` there, 20 people, three raters, 1 to 6.
COHEN: the joint proportions of two judges in Cohen (1968), table 1, judge B down, judge A across;
COHEN_COST his disagreement weights. KRIPPENDORFF: Krippendorff (2011), the data of section C, four
observers, twelve units; `nmm` in irr. TWO_VALUES: his section A, ten units; FIVE_VALUES: section B.
WIKIPEDIA: the computational example of the article on his alpha, three coders, 15 units.
"""

_: int | None = None

# One row a patient: depression, personality disorder, schizophrenia, neurosis, other.
_FLEISS = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
FLEISS = _FLEISS.split()

ANXIETY = [
    (3, 3, 2), (3, 6, 1), (3, 4, 4), (4, 6, 4), (5, 2, 3), (5, 4, 2), (2, 2, 1), (3, 4, 6),
    (5, 3, 1), (2, 3, 1), (2, 2, 1), (6, 3, 2), (1, 3, 3), (5, 3, 3), (2, 2, 1), (2, 2, 1),
    (1, 1, 3), (2, 3, 3), (4, 3, 2), (3, 4, 2),
]  # fmt: skip

COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]  # of 200
COHEN_COST = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
COHEN_LOPSIDED = [[0, 1, 4], [1, 0, 6], [2, 2, 0]]

KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
TWO_VALUES = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
FIVE_VALUES = [list("aabbdcccedda"), list("babbbccceddd")]

WIKIPEDIA = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
