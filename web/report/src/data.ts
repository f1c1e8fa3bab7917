/** What the program writes into the page: see src/report/page_data.h. Texts are covered already where names are hidden. */

export interface Clock {
  type: 'order' | 'media' | 'calendar';
  precision: 'instant' | 'minute' | 'day' | 'year';
  /** Seconds that local time is ahead of UTC where the episode begins. */
  offset: number;
}

export interface Trajectory {
  who: string;
  column: string;
  perspective: string;
  target: string;
  source: string;
  unit: string;
  signal: boolean;
  range: [number, number];
  facts: string;
  mean: number;
  sd: number | null;
  turns: number;
  scored: number;
  raw: { x: number[]; y: number[]; turn: number[] };
  level: { x: number[]; y: number[]; low: number[]; high: number[] };
  turning_points: number[];
  no_result: string;
}

export interface LabelTrack {
  who: string;
  perspective: string;
  taxonomy: string;
  source: string;
  exclusive: boolean;
  names: string[];
  x: number[];
  turn: number[];
  /** A row a label. */
  p: (number | null)[][];
}

export interface Finding {
  type: string;
  who: string;
  partner: string;
  column: string;
  perspective: string;
  /** Who wrote what was looked at, where the finding says so. */
  input: string;
  measure: string;
  value: number | null;
  turn: number | null;
  x: number | null;
  place: string;
  direction: '' | 'up' | 'down';
  before: number | null;
  after: number | null;
  size: number | null;
  grade: '' | 'significant' | 'candidate';
  strength: string;
  said: string;
  words: [string, number | null][];
  source: string;
  method: string;
  refused: string;
}

export interface Measure {
  /** "P1", "P1 after P2". */
  who: string;
  /** As records have it, and as people read it. */
  measure: string;
  shown: string;
  value: string;
  unit: string;
  interval: string;
  strength: string;
  method: string;
}

export interface Table {
  who: string;
  partner: string;
  column: string;
  perspective: string;
  target: string;
  input: string;
  clock: string;
  interval: string;
  rows: Measure[];
  refused: string[];
}

/** Text, and words that weigh with their weights. */
export type TurnText = string | (string | [string, number])[];

export interface Turns {
  number: number[];
  /** Index into people; -1: nobody is named. */
  who: number[];
  /** Where each stands on the x axis; null: nowhere. */
  x: (number | null)[];
  /** Its time, for people; empty where the episode does not tell time. */
  place: string[];
  text: TurnText[];
  /** What happened instead of words, by position. */
  event: Record<string, string>;
}

export interface Quality {
  turns: number;
  /** Turns that somebody gave a score. */
  scored: number;
  events: [string, number][];
  language: string;
  sources: { source: string; who: string; scored: number; statuses: [string, number][] }[];
  cut: boolean;
}

export interface Episode {
  id: string;
  title: string;
  language: string;
  clock: Clock;
  limits: string;
  people: string[];
  trajectories: Trajectory[];
  labels: LabelTrack[];
  findings: Finding[];
  tables: Table[];
  turns: Turns;
  quality: Quality;
  provenance: [string, string][];
}

export interface EpisodeSummary {
  id: string;
  title: string;
  people: number;
  turns: number;
  scored: number;
  mean: number | null;
  sd: number | null;
  turning_points: number;
  significant: number;
  /** Level over the episode in equal parts of its length; null: nothing there. */
  curve: (number | null)[];
}

export interface Cohort {
  column: string;
  n: number[];
  mean: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface Reference {
  key: string;
  /** "Hutto and Gilbert 2014". */
  cited: string;
  text: string;
  doi: string;
  bibtex: string;
}

export interface Methods {
  /** Paragraphs, each on a line; keys of references stand in brackets. */
  text: string;
  references: Reference[];
}

export interface Page {
  program: string;
  command: string;
  names: boolean;
  methods: Methods | null;
  terms: Record<string, string>;
  /** Titles of the taxonomies of the labels. */
  taxonomies: Record<string, string>;
  episodes: EpisodeSummary[];
  cohort: Cohort | null;
}

/** Unpacks what stands in the page under this id: JSON, packed by gzip, in base64. */
export async function unpack<T>(id: string): Promise<T> {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page lacks its part ${id}: it was cut off`);
  const packed = Uint8Array.from(atob(element.textContent ?? ''), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text()) as T;
}
