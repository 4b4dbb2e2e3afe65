"""An hour of talk, always the same: two people, long sentences, short answers, random pauses."""

import random
from pathlib import Path

from desktop_app.core.transcript import Segment, Transcript, Word


def _sentences(text: str) -> list[str]:
    return " ".join(text.split()).split(" | ")


ENGLISH = _sentences(
    """
    When the ship left the harbour at dawn, nobody on the pier said a word, and after a while
    the fog came in. | Dr. Smith met Ludwig van Beethoven's last pupil in the old house on Kings
    Road, where she still lives. | Yes. | No, not at all. | I think that is right. | We were
    talking about the price of a loaf of bread, which has doubled since March. | And then? | My
    grandmother used to say that you should never trust a man who does not read the newspaper in
    the morning. | The council decided in 1998 to close the swimming pool, because it cost more
    than it brought in. | Why? | Because the people of New York would have wanted it to stay
    open for as long as anybody could pay for it! | Mhm. | Right. | It isn't about money; it is
    about what the children do in the afternoon, when school is over. | Turn left at the
    library, go past the park, and then, when you come to the river, cross it by the bridge. |
    Could you say that again? | Of course. It happened on 12 May, at about 5 km from the place
    where they had found the first one. | "Nobody," said the old woman, "has ever asked me that
    before." | Well, I was born in Lyon, but my parents came from the north of Spain, from a
    village near Santiago. | I see. | Oh, absolutely. | He told me (and I believed him) that the
    wheel of the mill had not turned since the flood.
    """
)
GERMAN = _sentences(
    """
    Als das Schiff im Morgengrauen den Hafen verließ, sagte niemand auf der Mole ein Wort. | Ja.
    | Das glaube ich nicht. | Meine Großmutter hat immer gesagt, dass man keinem trauen soll,
    der morgens nicht die Zeitung liest. | Herr Professor Müller, wann haben Sie zum ersten Mal
    von der Donaudampfschifffahrtsgesellschaft gehört? | Am 12. März, als mich Frau von der
    Leyen in ihrem Büro in der Wilhelmstraße danach gefragt hat. | Und dann? | Dann sind wir mit
    dem Zug nach München gefahren, weil es von dort aus am schnellsten weiterging. | Genau. |
    Der Gemeinderat hat beschlossen, das Schwimmbad zu schließen, obwohl die Leute im Ort es
    nicht wollten. | Nein, überhaupt nicht. | Es geht nicht ums Geld; es geht darum, was die
    Kinder am Nachmittag machen, wenn die Schule aus ist.
    """
)


def spoken_hour(sentences: list[str], language: str | None = None) -> Transcript:
    """Let two people say the sentences in random order for an hour, some 165 words a minute."""
    chance = random.Random(18)
    segments: list[Segment] = []
    speakers = ("Anna", "Peter")
    now_s, turn = 1.0, 0
    while now_s < 3590.0:
        text = chance.choice(sentences)
        pace = chance.uniform(0.85, 1.2)
        words = []
        for word in text.split():
            word_s = pace * (0.09 + 0.052 * len(word))
            words.append(Word(word, round(now_s, 2), round(now_s + word_s, 2)))
            now_s += word_s + (chance.uniform(0.1, 0.5) if chance.random() < 0.08 else 0.02)
        segments.append(
            Segment(text, words[0].start_s, words[-1].end_s, tuple(words), speakers[turn])
        )
        if len(words) < 4 or chance.random() < 0.3:
            turn = 1 - turn
        now_s += chance.choice((0.0, 0.05, 0.2, 0.4, 0.9, 1.6, 4.0))
    return Transcript(Path("talk.wav"), 3605.0, "starter", language, tuple(segments))
