/** The voice mask's sound: two taps move through a short memory of what was said, faster or slower than it came, and fade
 * into each other where one begins anew. So every pitch is multiplied by `ratio`, and the speed of speech stays. */
declare const sampleRate: number;
declare function registerProcessor(name: string, made: new (options: { processorOptions: { ratio: number } }) => unknown): void;
declare class AudioWorkletProcessor {}

const WINDOW = 0.06; // seconds between the two ends of a tap's way

class VoiceMask extends AudioWorkletProcessor {
  private readonly size = Math.ceil(sampleRate * WINDOW);
  private readonly memory = new Float32Array(this.size * 2 + 4);
  private readonly step: number;
  private at = 0;
  private phase = 0; // of the first tap, 0 to 1; the second is half a way behind

  constructor(options: { processorOptions: { ratio: number } }) {
    super();
    this.step = (1 - options.processorOptions.ratio) / this.size;
  }

  /** What was heard `delay` samples ago, between two samples where it falls between them. */
  private ago(delay: number): number {
    const exact = this.at - delay + this.memory.length;
    const whole = Math.floor(exact);
    const one = this.memory[whole % this.memory.length] ?? 0;
    const next = this.memory[(whole + 1) % this.memory.length] ?? 0;
    return one + (next - one) * (exact - whole);
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const heard = inputs[0]?.[0];
    const said = outputs[0]?.[0];
    if (!said) return true;
    for (let n = 0; n < said.length; n += 1) {
      this.memory[this.at] = heard?.[n] ?? 0;
      this.phase = (this.phase + this.step + 1) % 1;
      const second = (this.phase + 0.5) % 1;
      const fade = Math.sin(Math.PI * this.phase) ** 2; // with the other's, always 1
      said[n] = this.ago(1 + this.phase * this.size) * fade + this.ago(1 + second * this.size) * (1 - fade);
      this.at = (this.at + 1) % this.memory.length;
    }
    return true;
  }
}
registerProcessor("voice-mask", VoiceMask);
