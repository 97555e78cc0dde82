"""The live board stands beside the video: each of the two pages allows that, and nothing else of the kind."""

from openiop.care.virtual.tests.people import group_by_video
from tests.cast import House


def test_the_board_is_framed_by_ourselves_alone_and_the_room_frames_nobody_elses_page(cast: House) -> None:
    session = group_by_video(cast)
    browser = cast.browser("dana")
    board, room = (browser.get(path).headers for path in (f"/sessions/{session.pk}/board", f"/virtual/{session.pk}/"))
    assert board["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in board["Content-Security-Policy"]
    assert "frame-src" not in board["Content-Security-Policy"]
    assert room["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in room["Content-Security-Policy"]
    assert "frame-src 'self'" in room["Content-Security-Policy"]
