// The types of <hourglass-lab>. What they mean: docs/embedding.md.

/** What goes on in a laboratory: docs/page-api.md, state(). */
export interface HourglassState {
  variant: string;
  threads: number;
  isolated: boolean;
  dataset: {
    origin: string;
    key: string;
    synthetic: boolean;
    train: number;
    test: number;
  } | null;
  mnist: { bytes: number; share: number | null } | null;
  wantedData: string;
  recipe: any;
  inputs: number;
  codeSize: number;
  parameters: number;
  pretrained: boolean;
  pretrainedRecipes: string[];
  step: number;
  totalSteps: number;
  epoch: number;
  loss: number | null;
  testLoss: number | null;
  imagesPerSecond: number;
  training: boolean;
  runState: 'waiting' | 'paused' | 'training' | 'finished';
  commandsTaken: number;
  refusedCommand: number;
  refusal: string;
  hidden: string[];
  frames: number;
  computing: boolean;
  memoryBytes: number;
}

export interface HourglassWishes {
  recipe?: string;
  weights?: 'trained' | 'random';
  panel?: 'draw' | 'train' | 'code' | 'morph' | 'inside' | 'compare' | 'keep';
  theme?: 'light' | 'dark';
  /** What is not shown: names with : between, or 'none'. */
  hide?: string;
  lang?: string;
}

export type HourglassEventName =
  | 'loading'
  | HourglassState['runState']
  | 'recipe'
  | 'in-view'
  | 'out-of-view';

interface HourglassEvents {
  'hourglass-ready': CustomEvent<HourglassState>;
  'hourglass-state': CustomEvent<HourglassState>;
  'hourglass-event': CustomEvent<HourglassEventName>;
  'hourglass-error': CustomEvent<string>;
}

export declare class HourglassLab extends HTMLElement {
  /** Starts the laboratory, as the reader does with the button. */
  open(): Promise<HourglassState>;
  /** Back to the poster; what was trained and drawn is gone. */
  close(): void;

  command(name: 'state' | 'start' | 'pause'): Promise<HourglassState>;
  command(name: 'load', recipe: string | object): Promise<HourglassState>;
  command(name: 'step', steps?: number): Promise<HourglassState>;
  command(name: 'reset', seed?: number): Promise<HourglassState>;
  command(name: 'loadMnist'): Promise<HourglassState>;
  command(name: 'stopMnist'): Promise<void>;
  command(name: 'denoise', image: Float32Array | number[]): Promise<Float32Array>;
  command(name: 'link'): Promise<string>;
  command(name: 'applyState', text: string): Promise<HourglassState>;
  command(name: 'show', wishes: HourglassWishes): Promise<HourglassState>;
  command(name: 'theme', theme: 'light' | 'dark'): Promise<HourglassState>;
  command(name: 'release'): Promise<void>;

  addEventListener<Type extends keyof HourglassEvents>(
    type: Type,
    listener: (this: HourglassLab, event: HourglassEvents[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'hourglass-lab': HourglassLab;
  }
}
