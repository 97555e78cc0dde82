// Laid under a page of the room by the soak, before its own scripts: counts what flows, and breaks what is to be broken.
(() => {
  const made = (window.soak = { made: [], first: 0, clicked: 0 });
  const told = TOLD;
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(config = {}) {
      if (told.relay) {
        const only = (urls) => [urls].flat().filter((url) => url.endsWith(told.relay));
        const iceServers = (config.iceServers ?? []).map((one) => ({ ...one, urls: only(one.urls) }));
        config = { ...config, iceServers, iceTransportPolicy: "relay" };
      }
      super(config);
      made.made.push(this);
    }
  };
  if (told.keys) {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (said, ...more) {
      if (said?.do === "receive" && told.keys === "none") return;
      if (said?.do === "receive") said = { ...said, key: said.key.map((each) => each ^ 0x55) };
      return post.call(this, said, ...more);
    };
  }
  document.addEventListener("click", () => (made.clicked = Date.now()), true);
  setInterval(() => {
    if (made.first) return;
    for (const one of document.querySelectorAll("[data-tiles] video:not(.own)"))
      if (one.getVideoPlaybackQuality().totalVideoFrames > 0) made.first = Date.now();
  }, 25);
  made.flow = async (since = 0) => {
    const found = { video: [], audio: [], bytes: 0, packets: 0, routes: [] };
    for (const one of made.made.slice(since)) {
      if (one.connectionState === "closed") continue;
      const rows = Object.fromEntries([...(await one.getStats()).values()].map((row) => [row.id, row]));
      for (const row of Object.values(rows)) {
        if (row.type === "candidate-pair" && row.nominated && row.state === "succeeded") {
          const local = rows[row.localCandidateId];
          found.routes.push(local.candidateType + (local.relayProtocol ? "/" + local.relayProtocol : ""));
        }
        if (row.type !== "inbound-rtp") continue;
        found.bytes += row.bytesReceived ?? 0;
        found.packets += row.packetsReceived ?? 0;
        const value = row.kind === "video" ? row.framesDecoded : row.totalAudioEnergy;
        found[row.kind].push([`${made.made.indexOf(one)}/${row.mid}`, value ?? 0, row.bytesReceived ?? 0]);
      }
    }
    return found;
  };
})()
