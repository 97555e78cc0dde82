/** The worker that finds the person in a picture and blurs the rest. The library was written for a window: it gets as much
 * of one as it asks for. Its parts are our own files, named here and nowhere else. */
interface Results {
  segmentationMask: CanvasImageSource;
}
interface Segmentation {
  setOptions(options: { modelSelection: number }): void;
  onResults(act: (results: Results) => void): void;
  send(input: { image: ImageBitmap }): Promise<void>;
}
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
type Scope = typeof globalThis & {
  trustedTypes?: Policies;
  importScripts(url: string): void;
  SelfieSegmentation: new (options: { locateFile(name: string): string }) => Segmentation;
  postMessage(told: unknown, transfer?: Transferable[]): void;
};

const scope = self as unknown as Scope;
const FILES = /^selfie_segmentation[a-z_]*\.(js|wasm|tflite|binarypb)$/;
const folder = new URL("blur/", self.location.href).href;
const ours = (name: string): string => {
  if (!FILES.test(name)) throw new TypeError("not a file of ours");
  return folder + name;
};
const policy = scope.trustedTypes?.createPolicy("openiop", { createScriptURL: (url) => ours(url.replace(folder, "")) });
const load = (url: string): void => scope.importScripts(policy?.createScriptURL(url) ?? ours(url.replace(folder, "")));

class Script extends EventTarget {
  src = "";
  setAttribute(name: string, value: string): void {
    if (name === "src") this.src = value;
  }
}
Object.assign(scope, {
  window: scope,
  document: {
    createElement: (name: string) => (name === "canvas" ? Object.assign(new OffscreenCanvas(1, 1), { style: {} }) : new Script()),
    addEventListener: () => undefined,
    body: {
      appendChild: (script: Script) => {
        load(script.src);
        queueMicrotask(() => script.dispatchEvent(new Event("load")));
      },
    },
  },
});

const canvas = new OffscreenCanvas(16, 9);
const drawn = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
let library: Segmentation | null = null;
let found: (results: Results) => void = () => undefined;

function begin(): Segmentation {
  load("selfie_segmentation.js");
  const made = new scope.SelfieSegmentation({ locateFile: ours });
  made.setOptions({ modelSelection: 1 }); // the smaller one, for pictures wider than high
  made.onResults((results) => found(results));
  return made;
}

/** The person as they are, and behind them what is there, blurred. */
function compose(picture: ImageBitmap, { segmentationMask }: Results): ImageBitmap {
  const [width, height] = [(canvas.width = picture.width), (canvas.height = picture.height)];
  drawn.drawImage(segmentationMask, 0, 0, width, height);
  drawn.globalCompositeOperation = "source-in";
  drawn.drawImage(picture, 0, 0);
  drawn.globalCompositeOperation = "destination-over";
  drawn.filter = "blur(14px)";
  drawn.drawImage(picture, -20, -12, width + 40, height + 24); // past the edges, where a blur would let the picture through
  drawn.filter = "none";
  drawn.globalCompositeOperation = "source-over";
  return canvas.transferToImageBitmap();
}

scope.addEventListener("message", (event) => {
  const { picture } = (event as MessageEvent<{ picture: ImageBitmap }>).data;
  const began = performance.now();
  const work = async (): Promise<void> => {
    library ??= begin();
    const made = new Promise<ImageBitmap>((done) => (found = (results) => done(compose(picture, results))));
    await library.send({ image: picture });
    const blurred = await made;
    picture.close();
    scope.postMessage({ picture: blurred, took: performance.now() - began }, [blurred]);
  };
  work().catch((fault: unknown) => scope.postMessage({ fault: String(fault) }));
});
