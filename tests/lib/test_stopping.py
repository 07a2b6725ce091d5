import os
import signal

import pytest

from lattvikt.lib.stopping import stop_if_asked, stops_between_pieces


def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


def work_with_ctrl_c_in_the_second_of(pieces, *, done):
    for number, piece in enumerate(pieces, start=1):
        if number == 2:
            ctrl_c()
        done.append(piece)
        stop_if_asked()


def test_ctrl_c_lets_the_piece_at_hand_be_whole():
    done = []
    with pytest.raises(KeyboardInterrupt), stops_between_pieces():
        work_with_ctrl_c_in_the_second_of("abc", done=done)
    assert done == ["a", "b"]


def test_a_second_ctrl_c_interrupts_at_once():
    with stops_between_pieces():
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()


def test_outside_of_such_work_ctrl_c_is_as_ever_and_nothing_is_remembered():
    with stops_between_pieces():
        ctrl_c()
    stop_if_asked()
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()
