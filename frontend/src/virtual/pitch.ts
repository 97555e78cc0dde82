/** The voice mask: one's own voice, lower or higher, made on this device before anything is sent. */
import { trustedScript } from "../page/trust.ts";

export type Voice = "own" | "lower" | "higher";
export const RATIO = { lower: 0.78, higher: 1.3 } as const;

export async function maskVoice(sound: MediaStreamTrack, voice: "lower" | "higher", script: string): Promise<{ track: MediaStreamTrack; close(): void }> {
  const context = new AudioContext();
  await context.audioWorklet.addModule(trustedScript(script) as unknown as string);
  const mask = new AudioWorkletNode(context, "voice-mask", { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1], processorOptions: { ratio: RATIO[voice] } });
  const out = context.createMediaStreamDestination();
  context.createMediaStreamSource(new MediaStream([sound])).connect(mask).connect(out);
  await context.resume();
  const [track] = out.stream.getAudioTracks();
  return { track: track as MediaStreamTrack, close: () => void context.close() };
}
