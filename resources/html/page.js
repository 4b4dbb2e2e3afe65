"use strict";
// Plays the recording where it lies beside the page. Without a recording, or without this script,
// the page is a text.
(() => {
  const player = document.querySelector("audio, video");
  const sentences = [...document.querySelectorAll("[data-start]")];
  const starts = sentences.map((sentence) => Number(sentence.dataset.start));
  let lit = null;
  let last = null;

  const show = (canPlay) => {
    player.parentElement.hidden = !canPlay;
    document.body.classList.toggle("plays", canPlay);
  };

  const go = (sentence) => {
    player.currentTime = Number(sentence.dataset.start);
  };

  // The last sentence that has begun, unless it has ended.
  const spoken = () => {
    const now = player.currentTime;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= now) low = middle + 1;
      else high = middle;
    }
    const sentence = sentences[low - 1];
    return sentence && now < Number(sentence.dataset.end) ? sentence : null;
  };

  const isInView = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };

  const light = () => {
    const sentence = spoken();
    if (sentence === lit) return;
    // Follow the sound only while the reader does.
    const follows = !player.paused && last && isInView(last);
    lit?.classList.remove("lit");
    sentence?.classList.add("lit");
    if (follows) sentence?.scrollIntoView({ block: "nearest" });
    lit = sentence;
    last = sentence ?? last;
  };

  player.addEventListener("loadedmetadata", () => {
    show(true);
    player.classList.toggle("sound", !player.videoWidth);
    // A link to a sentence leads to its place in the recording, too.
    const linked = sentences.find((sentence) => `#${sentence.id}` === location.hash);
    if (linked) go(linked);
  });
  player.addEventListener("error", () => show(false));
  for (const change of ["timeupdate", "seeked"]) player.addEventListener(change, light);

  document.addEventListener("click", (event) => {
    const place = event.target.closest(".sentence, a.time");
    const isSelecting = !getSelection().isCollapsed;
    if (!place || player.parentElement.hidden || isSelecting) return;
    const sentence = place.hash ? document.querySelector(place.hash) : place;
    if (!sentence.dataset.start) return;
    event.preventDefault();
    go(sentence);
    player.play().catch(() => {});
  });
})();
