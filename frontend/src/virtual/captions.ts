/** Captions, only where the browser makes them on this very device: what is said in the room goes to no other company. */
import { part, says } from "./words.ts";

interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  start(track?: MediaStreamTrack): void;
  stop(): void;
}
interface Maker {
  new (): Recognition;
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}
interface Result {
  resultIndex: number;
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}

const lang = (): string => (document.documentElement.lang.startsWith("es") ? "es-US" : "en-US");

/** Why there are none here: "" where there can be. */
export async function whyNot(): Promise<"" | "captions-browser" | "captions-language"> {
  const maker = (window as unknown as { SpeechRecognition?: Maker }).SpeechRecognition;
  if (!maker?.available || !("processLocally" in maker.prototype)) return "captions-browser";
  const found = await maker.available({ langs: [lang()], processLocally: true }).catch(() => "unavailable");
  return found === "available" ? "" : "captions-language";
}

export class Captions {
  private running: Recognition | null = null;
  private context: AudioContext | null = null;

  constructor(private readonly sounds: () => MediaStream[]) {}

  get isOn(): boolean {
    return Boolean(this.running);
  }

  /** Writes down what all the others say, mixed. Words why not, where it cannot. */
  async toggle(): Promise<string> {
    if (this.running) return this.end();
    const why = await whyNot();
    if (why) return says(why);
    const maker = (window as unknown as { SpeechRecognition: Maker }).SpeechRecognition;
    const made = (this.running = new maker());
    [made.lang, made.continuous, made.interimResults, made.processLocally] = [lang(), true, true, true];
    made.addEventListener("result", (event) => this.write(event as unknown as Result));
    made.addEventListener("error", () => this.end());
    made.addEventListener("end", () => this.running === made && this.listen(made)); // it rests after a silence
    this.listen(made);
    return "";
  }

  private listen(made: Recognition): void {
    void this.context?.close();
    const context = (this.context = new AudioContext());
    const mixed = context.createMediaStreamDestination();
    for (const each of this.sounds()) context.createMediaStreamSource(each).connect(mixed);
    try {
      made.start(mixed.stream.getAudioTracks()[0]);
    } catch {
      this.end();
    }
  }

  private write({ results, resultIndex }: Result): void {
    const box = part("caption-line");
    const words = [...Array(results.length - resultIndex).keys()].map((n) => results[resultIndex + n]?.[0]?.transcript ?? "").join(" ");
    if (!box) return;
    box.hidden = false;
    box.textContent = words.slice(-240);
  }

  end(): string {
    const made = this.running;
    this.running = null;
    made?.stop();
    void this.context?.close();
    this.context = null;
    const box = part("caption-line");
    if (box) box.hidden = true;
    return "";
  }
}
