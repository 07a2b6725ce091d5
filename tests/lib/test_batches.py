from lattvikt.lib.batches import in_batches


def test_every_item_comes_once_and_in_order():
    assert list(in_batches(list(range(7)), size=3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches([])) == []
