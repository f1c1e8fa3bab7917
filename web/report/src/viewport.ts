/** The part of an episode that its plots show, and the moment that is looked at: one for all plots and the transcript. */
type Listener = () => void;

export class Viewport {
  readonly first: number;
  readonly last: number;
  from: number;
  to: number;
  /** Where the reader looks, on the x axis. */
  at: number | null = null;
  private readonly moved: Listener[] = [];
  private readonly pointed: Listener[] = [];
  private pending = 0;

  constructor(first: number, last: number) {
    const margin = (last - first) * 0.01 || 0.5;
    this.first = this.from = first - margin;
    this.last = this.to = last + margin;
  }

  onMove(listener: Listener): void { this.moved.push(listener); }
  onPoint(listener: Listener): void { this.pointed.push(listener); }

  get isWhole(): boolean { return this.from <= this.first && this.to >= this.last; }

  show(from: number, to: number): void {
    const whole = this.last - this.first;
    const width = Math.min(whole, Math.max(whole * 1e-6, to - from));
    const start = Math.min(Math.max(from, this.first), this.last - width);
    if (start === this.from && start + width === this.to) return;
    this.from = start;
    this.to = start + width;
    // One drawing a frame, however often a wheel or a key says so.
    if (this.pending !== 0) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      for (const listener of this.moved) listener();
    });
  }

  reset(): void { this.show(this.first, this.last); }
  pan(part: number): void {
    const step = (this.to - this.from) * part;
    this.show(this.from + step, this.to + step);
  }
  zoom(factor: number, around = (this.from + this.to) / 2): void {
    this.show(around - (around - this.from) * factor, around + (this.to - around) * factor);
  }
  /** Keeps the width, moves so that x is in sight. */
  reveal(x: number): void {
    if (x >= this.from && x <= this.to) return;
    const half = (this.to - this.from) / 2;
    this.show(x - half, x + half);
  }
  point(x: number | null): void {
    if (x === this.at) return;
    this.at = x;
    for (const listener of this.pointed) listener();
  }
}
