from dataclasses import dataclass

import pytest

from stoa.core.nesting import branches, upwards


@dataclass
class Row:
    pk: int
    parent_id: int | None


def shape(tree):
    return [(branch.row.pk, shape(branch.branches)) for branch in tree]


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({}, []),
        ({1: None, 2: 1, 3: 1}, [(1, [(2, []), (3, [])])]),
        ({2: 1, 1: None}, [(1, [(2, [])])]),
        ({2: 9}, [(2, [])]),
        ({1: 1}, [(1, [])]),
        ({1: 2, 2: 1, 3: 1}, [(1, []), (2, []), (3, [])]),
        ({1: None, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5}, [(1, [(2, [(3, [(4, []), (5, []), (6, [])])])])]),
    ],
)
def test_branches_hold_every_row_once(parents, expected):
    assert shape(branches(Row(pk, parent) for pk, parent in parents.items())) == expected


@pytest.mark.parametrize(
    ("parents", "pk", "expected"),
    [
        ({}, 1, []),
        ({1: None, 2: 1, 3: 2}, 3, [3, 2, 1]),
        ({2: 9}, 2, [2]),
        ({1: 2, 2: 1, 3: 1}, 3, [3, 1, 2]),
    ],
)
def test_rows_upwards_are_each_once(parents, pk, expected):
    rows = {number: Row(number, parent) for number, parent in parents.items()}

    assert [row.pk for row in upwards(rows, pk)] == expected
