"""Which video an address names, and what is none."""

import pytest

from recommendations.youtube import video_id

ID = "R8axRrFIsFI"


@pytest.mark.parametrize(
    "link",
    [
        ID,
        f" {ID}\n",
        f"https://www.youtube.com/watch?v={ID}&pp=ygUS67Cx7JWEIC0g7YWM65GQ66as",
        f"https://www.youtube.com/watch?list=x&v={ID}",
        f"https://www.youtube.com/watch?list=x&amp;v={ID}",
        f"HTTPS://WWW.YOUTUBE.COM/watch?v={ID}",
        f"youtube.com/watch?v={ID}",
        f"//m.youtube.com/watch?v={ID}",
        f"https://music.youtube.com/watch?v={ID}&si=x",
        f"https://youtu.be/{ID}?t=3",
        f"youtu.be/{ID}",
        f"https://YouTu.be/{ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"https://www.youtube.com/embed/{ID}?start=3",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/live/{ID}?feature=share",
        f"https://www.youtube.com/v/{ID}",
        f"https://www.youtube.com/e/{ID}",
        f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{ID}%26feature%3Dshare",
    ],
)
def test_a_video_is_found_in_its_address(link: str) -> None:
    assert video_id(link) == ID


@pytest.mark.parametrize(
    "link",
    [
        "",
        "R8axRrFIsF",
        "R8axRrFIsFII",
        "가나다라마바사아자차카",
        "Celebration - Kool",
        f"{ID} {ID}",
        f"노래 {ID}",
        "https://example.com/",
        f"https://evil.example/watch?v={ID}",
        f"https://youtube.com.evil.example/watch?v={ID}",
        f"https://notyoutube.com/watch?v={ID}",
        f"https://evil.example/https://youtu.be/{ID}",
        f"https://evil.example/?u=https://www.youtube.com/watch?v={ID}",
        f"javascript://www.youtube.com/watch?v={ID}",
        "https://www.youtube.com/embed/videoseries?list=PLx",
        "https://www.youtube.com/embed/live_stream?channel=UCx",
        "videoseries",
        "https://www.youtube.com/@channel",
        f"https://www.youtube.com/playlist?list={ID}",
        f"https://www.youtube.com/channel/{ID}",
        f"https://www.youtube.com/attribution_link?u=%2Fredirect%3Fv%3D{ID}",
        "https://[::1",
    ],
)
def test_what_is_no_video_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="no YouTube video"):
        video_id(link)
