/** The kiosk's camera, where the browser can read codes by itself: whoever shows the code on their phone need not type.
 *  Nothing of the picture is kept or sent; only six digits that it shows. Without a camera the number is typed. */

type Reader = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Readers = { BarcodeDetector?: new (options: { formats: string[] }) => Reader };

const GLANCE = 250; // ms between two looks
const LONGEST = 45_000; // ms until the camera closes by itself
const NUMBER = /^\d{6}$/;

export function startScan(): void {
  const part = document.querySelector<HTMLElement>("[data-scan]");
  const Detector = (window as unknown as Readers).BarcodeDetector;
  if (!part || !Detector || !navigator.mediaDevices) return;
  part.hidden = false;
  part.querySelector("button")?.addEventListener("click", () => void scan(part, new Detector({ formats: ["qr_code"] })));
}

async function scan(part: HTMLElement, reader: Reader): Promise<void> {
  const video = part.querySelector("video");
  const field = document.querySelector<HTMLInputElement>("#number");
  if (!video || !field?.form || !video.hidden) return;
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
  } catch {
    part.hidden = true; // no camera, or nobody allowed it: the number is typed
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const until = Date.now() + LONGEST;
  while (Date.now() < until) {
    const found = (await reader.detect(video).catch(() => [])).find((code) => NUMBER.test(code.rawValue));
    if (found) {
      field.value = found.rawValue;
      field.form.requestSubmit();
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, GLANCE));
  }
  for (const track of stream.getTracks()) track.stop();
  video.hidden = true;
}
