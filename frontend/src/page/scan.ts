/** The kiosk's camera: whoever shows the code on their phone need not type. Nothing of the picture is kept or sent; only
 *  six digits that it shows. Where no camera can be used the page says so, and the number is typed. */

type Reader = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Readers = {
  BarcodeDetector?: { new (options: { formats: string[] }): Reader; getSupportedFormats(): Promise<string[]> };
};

const GLANCE = 250; // ms between two looks
const LONGEST = 45_000; // ms until the camera closes by itself
const NUMBER = /^\d{6}$/;

export async function startScan(): Promise<void> {
  const part = document.querySelector<HTMLElement>("[data-scan]");
  if (!part || !navigator.mediaDevices) return;
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  if (!devices.some((device) => device.kind === "videoinput")) return;
  part.hidden = false;
  part.querySelector("button")?.addEventListener("click", () => void scan(part));
}

/** The browser's own reader of codes, or ours, which is fetched only then. */
async function reader(): Promise<Reader> {
  const Own = (window as unknown as Readers).BarcodeDetector;
  if (Own && (await Own.getSupportedFormats()).includes("qr_code")) return new Own({ formats: ["qr_code"] });
  const { BarcodeDetector } = await import("qr/decode.js");
  return new BarcodeDetector({ formats: ["qr_code"] });
}

async function scan(part: HTMLElement): Promise<void> {
  const video = part.querySelector("video");
  const field = document.querySelector<HTMLInputElement>("#number");
  const blind = document.querySelector<HTMLElement>("[data-blind]");
  if (!video || !field?.form || !video.hidden) return;
  let stream: MediaStream | undefined;
  try {
    const [eye, camera] = await Promise.all([
      reader(),
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } }).then((given) => (stream = given)),
    ]);
    video.srcObject = camera;
    video.hidden = false;
    await video.play();
    const found = await look(eye, video);
    if (found) {
      field.value = found;
      field.form.requestSubmit();
    }
  } catch {
    part.hidden = true; // somebody else has the camera, or nobody allowed it
    if (blind) blind.hidden = false;
    field.focus();
  }
  for (const track of stream?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

/** The number that is held before the camera; nothing after a while without one. */
async function look(eye: Reader, video: HTMLVideoElement): Promise<string | undefined> {
  const until = Date.now() + LONGEST;
  while (Date.now() < until) {
    const codes = await eye.detect(video).catch(() => []);
    const found = codes.find((code) => NUMBER.test(code.rawValue));
    if (found) return found.rawValue;
    await new Promise((resolve) => setTimeout(resolve, GLANCE));
  }
  return undefined;
}
