/** Camera and microphone, and which layer stands in the way: the site, the system, another app, or nothing is there. */
export type Layer = "good" | "sound" | "site" | "system" | "busy" | "none" | "old";

export interface Devices {
  stream: MediaStream | null;
  layer: Layer;
}

const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
export const PICTURE: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 20 } }; // sound comes first

export async function ask(withPicture: boolean): Promise<Devices> {
  if (!("mediaDevices" in navigator) || !("RTCPeerConnection" in window)) return { stream: null, layer: "old" };
  const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const has = (kind: MediaDeviceKind): boolean => found.some((each) => each.kind === kind);
  const picture = withPicture && has("videoinput");
  if (!picture && !has("audioinput")) return { stream: null, layer: "none" };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: has("audioinput") && SOUND, video: picture && PICTURE });
    return { stream, layer: stream.getVideoTracks().length || !withPicture ? "good" : "sound" };
  } catch (error) {
    const layer = layerOf(error as DOMException);
    if (picture && layer !== "site") {
      const quieter = await ask(false); // the microphone alone may still work
      if (quieter.stream) return { stream: quieter.stream, layer: layer === "busy" ? "busy" : "sound" };
    }
    return { stream: null, layer };
  }
}

/** Browsers say little, and each a little differently. */
function layerOf(error: DOMException): Layer {
  if (error.name === "NotAllowedError") return /system|os |denied by system/i.test(error.message) ? "system" : "site";
  if (error.name === "NotReadableError" || error.name === "AbortError") return "busy";
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return "none";
  return error.name === "SecurityError" ? "site" : "busy";
}

/** Shows the picture to oneself. */
export function preview(video: HTMLVideoElement | null, stream: MediaStream | null, instead: HTMLElement | null): void {
  const has = Boolean(stream?.getVideoTracks().length);
  if (video) {
    video.srcObject = has ? stream : null;
    video.hidden = !has;
  }
  if (instead) instead.hidden = has;
}
