"""The pictures of a video, at the times of its sound, the way they were filmed."""

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from desktop_app.media.pictures import Pictures

WIDTH, HEIGHT = 64, 32
ROOM = (640, 640)
# The nine numbers of a track's matrix (ISO/IEC 14496-12, 8.3.2), for turns with the clock.
MATRICES = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def film(path: Path, stamps: list[int], codec: str = "mpeg4") -> Path:
    """Pictures at these milliseconds; number n is as light as n, but white on top."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.gop_size = 50
        stream.codec_context.time_base = Fraction(1, 1000)
        for number, stamp in enumerate(stamps):
            pixels = np.full((HEIGHT, WIDTH, 3), number % 200, np.uint8)
            pixels[: HEIGHT // 4] = 255
            frame = VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = stamp, Fraction(1, 1000)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def never(_at_s: float) -> bool:
    return False


def turned(path: Path, degrees: int) -> Path:
    """The same film, held otherwise by its header."""
    data = bytearray(path.read_bytes())
    a, b, c, d = (number << 16 for number in MATRICES[degrees])
    matrix = (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    at = data.index(b"tkhd") + 4 + 40
    data[at : at + 36] = b"".join(number.to_bytes(4, signed=True) for number in matrix)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("degrees", "side"), [(90, "right"), (180, "bottom"), (270, "left")])
def test_a_film_is_turned_as_it_was_filmed(degrees: int, side: str, tmp_path: Path) -> None:
    path = turned(film(tmp_path / "phone.mp4", [n * 40 for n in range(5)]), degrees)
    with closing(Pictures(path)) as pictures:
        picture = pictures.picture(*next(pictures.frames(0.0, never)), ROOM).pixels
    upright = degrees != 180
    assert picture.shape == ((WIDTH, HEIGHT, 3) if upright else (HEIGHT, WIDTH, 3))
    middle_y, middle_x = picture.shape[0] // 2, picture.shape[1] // 2
    edges = {
        "right": picture[middle_y, -2],
        "bottom": picture[-2, middle_x],
        "left": picture[middle_y, 2],
        "top": picture[2, middle_x],
    }
    assert [name for name, edge in edges.items() if edge.mean() > 200] == [side]


def test_the_picture_at_a_place_comes_first_also_with_a_varying_rate(tmp_path: Path) -> None:
    stamps = [0, 40, 80, 500, 1700, 1740, 4000, 4100, 4160, 6000]
    path = film(tmp_path / "varying.mkv", stamps)
    with closing(Pictures(path)) as pictures:
        for place_s, first_s in ((3.0, 1.74), (0.06, 0.04), (4.1, 4.1), (5.9, 4.16)):
            found = [at_s for at_s, _frame in pictures.frames(place_s, never)]
            expected = [stamp / 1000 for stamp in stamps if stamp / 1000 >= first_s - 0.001]
            assert found == pytest.approx(expected, abs=0.002)


def test_a_picture_fits_its_room(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", [0, 40])
    with closing(Pictures(path)) as pictures:
        at_s, frame = next(pictures.frames(0.0, never))
        assert pictures.picture(at_s, frame, (32, 400)).pixels.shape == (16, 32, 3)


def test_sound_has_no_pictures(tmp_path: Path) -> None:
    from tests.media_files import write_kind

    with pytest.raises(LookupError):
        Pictures(write_kind(tmp_path, "a.mp3"))
