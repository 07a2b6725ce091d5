from board.views.agenda import (
    change_item,
    item,
    new_item,
    paper,
    remove_item,
    write,
)
from board.views.asking import acclaim, ask_for_vote, take_apart, take_in_one
from board.views.bodies import about
from board.views.decisions import decisions, register
from board.views.live import live, live_item, presence, stand_aside
from board.views.matters import decide, lift, matter, matters, the_board, to_meeting, vote
from board.views.meetings import change_meeting, meeting, meetings, new_meeting
from board.views.minutes import minutes, minutes_pdf, minutes_step, write_minutes
from board.views.news import news, news_item, news_picture
from board.views.notices import answer, answer_notice, cancel_meeting, package, send_notice
from board.views.order import add_standing_items, move_item, order_items
from board.views.posts import new_post, post, post_picture, publish_post, take_down_post
from board.views.tasks import finish_task, tasks

__all__ = [
    "about",
    "acclaim",
    "add_standing_items",
    "answer",
    "answer_notice",
    "ask_for_vote",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "decide",
    "decisions",
    "finish_task",
    "item",
    "lift",
    "live",
    "live_item",
    "matter",
    "matters",
    "meeting",
    "meetings",
    "minutes",
    "minutes_pdf",
    "minutes_step",
    "move_item",
    "new_item",
    "new_meeting",
    "new_post",
    "news",
    "news_item",
    "news_picture",
    "order_items",
    "package",
    "paper",
    "post",
    "post_picture",
    "presence",
    "publish_post",
    "register",
    "remove_item",
    "send_notice",
    "stand_aside",
    "take_apart",
    "take_down_post",
    "take_in_one",
    "tasks",
    "the_board",
    "to_meeting",
    "vote",
    "write",
    "write_minutes",
]
