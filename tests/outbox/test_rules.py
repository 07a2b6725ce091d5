from datetime import timedelta

from outbox.rules import wait_after


def test_the_post_waits_longer_each_time_and_asks_a_person_after_three_days():
    waits = [wait_after(attempts) for attempts in range(1, 18)]
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits == sorted(waits)
    assert max(waits) == timedelta(hours=6)
    assert timedelta(days=2, hours=20) < sum(waits, timedelta()) < timedelta(days=3, hours=4)
    assert wait_after(18) is None
