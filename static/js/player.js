/** <song-player>: lite-youtube that asks YouTube for nothing, not even a poster, before the click. */

const LiteYouTube = customElements.get("lite-youtube");
LiteYouTube.preconnected = true; // it would open connections to Google and its ad hosts on hover

class SongPlayer extends LiteYouTube {
  connectedCallback() {
    this.style.backgroundImage = "var(--poster)"; // set: the parent then fetches no thumbnail
    super.connectedCallback();
    this.querySelector("noscript")?.remove();
    this.needsYTApi = false; // phones would load YouTube's script, which our policy refuses
  }
}

customElements.define("song-player", SongPlayer);
