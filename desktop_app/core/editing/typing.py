"""What was typed into a paragraph, as a change of its sentences."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.paragraphs import Paragraph, joint, text_of
from desktop_app.core.editing.words import Draft, rewritten, shared_ends
from desktop_app.core.transcript import Segment


def typed(paragraph: Paragraph, new_text: str, following: Segment | None = None) -> Change:
    """Return the change that makes a paragraph's text another one.

    Sentences stay apart where what stands between them stays; a paragraph that is typed into keeps
    its ends, however long it becomes.

    Args:
        paragraph: as it was.
        new_text: its whole text now, which its sentences then have exactly.
        following: the segment after it, if there is one.

    Returns:
        The change; empty if the text is the same, without sentences if there is nothing to read.
    """
    after = list(_sentences(paragraph, new_text))
    after[1:] = [_inside(segment) for segment in after[1:]]
    before = list(paragraph.segments)
    if following is not None:
        before.append(following)
        after.append(_apart(after[0] if after else None, following))
    change = change_between(before, after)
    return Change(paragraph.first + change.first, change.removed, change.added)


def _inside(segment: Segment) -> Segment:
    return (
        segment if segment.begins_paragraph is False else replace(segment, begins_paragraph=False)
    )


def _apart(before: Segment | None, following: Segment) -> Segment:
    """Keep a segment at the beginning of its paragraph, where only lengths and pauses told so."""
    if before is None or following.begins_paragraph is not None:
        return following
    if (before.speaker, before.language) != (following.speaker, following.language):
        return following
    return replace(following, begins_paragraph=True)


def _sentences(paragraph: Paragraph, new_text: str) -> Sequence[Segment]:
    """Return the sentences of a paragraph's new text."""
    segments, old_text = paragraph.segments, paragraph.text
    if new_text == old_text:
        return segments
    if not new_text.strip():
        return ()
    places = list(paragraph.places())
    shared, shared_end = shared_ends(old_text, new_text)
    until = len(old_text) - shared_end
    first = next(n for n, (_start, end) in enumerate(places) if shared <= end)
    last = next(n for n, (_start, end) in enumerate(places) if until <= end)
    last = max(first, last)
    # A block may have to grow: by the sentence before it if nothing is left to read in it, and by
    # those beside it if what then stands between them is not what was typed.
    while True:
        made = _block(segments, places, (first, last), new_text, len(old_text))
        if made is not None and text_of(made) == new_text:
            return made
        if first > 0:
            first -= 1
        elif last < len(segments) - 1:
            last += 1
        else:
            draft = Draft(new_text, segments[0], segments[0].begins_paragraph)
            return rewritten(segments, [draft])


def _block(
    segments: Sequence[Segment],
    places: Sequence[tuple[int, int]],
    block: tuple[int, int],
    new_text: str,
    old_length: int,
) -> list[Segment] | None:
    """Return the sentences with those of a block made one; None if it has nothing to read."""
    first, last = block
    begin = places[first][0]
    end = len(new_text) - (old_length - places[last][1])
    text = new_text[begin:end]
    before, after = list(segments[:first]), list(segments[last + 1 :])
    if not text.strip():
        return None
    if before:  # spaces at its beginning belong to the sentence before
        between = new_text[places[first - 1][1] : begin]
        spaces = text[: len(text) - len(text.lstrip())]
        if joint(before[-1].text, text) != between or spaces:
            between += spaces
            text = text.lstrip()
            if joint(before[-1].text, text) != between:
                before[-1] = replace(before[-1], text=before[-1].text + between)
    if after:  # and those at its end to itself
        between = new_text[end : len(new_text) - (old_length - places[last + 1][0])]
        if joint(text, after[0].text) != between:
            text += between
    like = segments[first]
    made = rewritten(segments[first : last + 1], [Draft(text, like, like.begins_paragraph)])
    return [*before, *made, *after]
