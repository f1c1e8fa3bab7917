/** What all plots over time share: the x axis of the viewport, its keys and gestures, drawing only what is in sight. */
import uPlot from 'uplot';
import { colour, h } from './dom';
import type { Clock } from './data';
import { place } from './words';
import type { Viewport } from './viewport';

export interface TimePlot {
  /** For screen readers: what it shows, in a sentence. */
  label: string;
  height: number;
  /** Asked for anew whenever the colours change. */
  series: () => uPlot.Series[];
  bands?: () => uPlot.Band[];
  range: [number, number];
  /** Under the x axis, where its numbers do not tell it. */
  xTitle?: string;
  asNumber: (value: number) => string;
  /** The columns from..to in at most `rows` rows. */
  data: (from: number, to: number, rows: number) => uPlot.AlignedData;
  /** Above the lines: marks that are no line. */
  draw?: (plot: uPlot) => void;
  /** What stands at x, for people: "−0.52, level +0.05". */
  valueAt: (x: number) => string;
  xName?: (x: number) => string;
  /** Of several lines: the one nearest to the pointer, or set off by setOff(). Then whoever listens says the values. */
  onNearest?: (line: number | null) => void;
  /** x of the rows that can be looked at, increasing. */
  stops: ArrayLike<number>;
}

const kAxisFont = '12px system-ui, sans-serif';
const kRowsPerPixel = 1.5;

/** "0:30", "2024-05": ticks say no more than they have room for. */
function ticks(clock: Clock, values: number[]): string[] {
  if (clock.type === 'order') return values.map((x) => (Number.isInteger(x) ? String(x) : ''));
  if (clock.type === 'media') return values.map((x) => place(clock, x));
  const texts = values.map((x) => place({ ...clock, precision: clock.precision === 'year' ? 'year' : clock.precision === 'day' ? 'day' : 'minute' }, x));
  const step = values.length > 1 ? values[1] - values[0] : Infinity;
  return texts.map((text, i) => {
    if (step >= 86400) return step >= 28 * 86400 ? text.slice(0, 7) : text.slice(0, 10);
    return i > 0 && texts[i - 1].slice(0, 10) === text.slice(0, 10) ? text.slice(11) : text;
  });
}

export class TimePlotView {
  readonly element: HTMLElement;
  private readonly host: HTMLElement;
  private readonly readout = h('output', { class: 'readout quiet', 'aria-hidden': 'true' });
  private plot: uPlot | null = null;
  private inSight = false;
  private stale = true;

  constructor(private readonly spec: TimePlot, private readonly clock: Clock, private readonly viewport: Viewport,
              private readonly select: (x: number, byKey?: boolean) => void) {
    this.host = h('div', { class: 'plot', role: 'slider', tabindex: 0, 'aria-label': spec.label, 'aria-orientation': 'horizontal',
      'aria-valuemin': viewport.first, 'aria-valuemax': viewport.last, 'aria-valuenow': viewport.first, 'aria-valuetext': 'nothing chosen',
      style: `height:${spec.height}px`, onkeydown: (event) => this.onKey(event as KeyboardEvent) });
    this.element = h('div', { class: 'plot-frame' }, this.readout, this.host);
    viewport.onMove(() => this.refresh());
    viewport.onPoint(() => this.showPoint());
    new IntersectionObserver((entries) => {
      this.inSight = entries[entries.length - 1].isIntersecting;
      if (this.inSight) this.refresh();
    }, { rootMargin: '300px' }).observe(this.host);
    new ResizeObserver(() => this.resize()).observe(this.host);
  }

  /** Draws one line as it is and the others pale; null: all as they are. */
  setOff(line: number | null): void {
    this.plot?.setSeries(line === null ? null : line + 1, { focus: true }, true);
  }

  /** Anew, after the colours changed or for print. */
  redraw(): void {
    this.plot?.destroy();
    this.plot = null;
    this.refresh(true);
  }

  private resize(): void {
    const width = this.host.clientWidth;
    if (this.plot === null || width === 0 || width === this.plot.width) return;
    this.plot.setSize({ width, height: this.spec.height });
    this.refresh();
  }

  private refresh(anyway = false): void {
    this.stale = true;
    if (!this.inSight && !anyway) return;
    if (this.plot === null) this.make();
    if (this.plot === null) return;
    const plot = this.plot;
    const { from, to } = this.viewport;
    plot.batch(() => {
      plot.setData(this.spec.data(from, to, plot.width * kRowsPerPixel), false);
      plot.setScale('x', { min: from, max: to });
    });
    this.stale = false;
    this.showPoint();
  }

  private make(): void {
    const width = this.host.clientWidth;
    if (width === 0) return;
    const axis: Partial<uPlot.Axis> = { stroke: colour('quiet'), font: kAxisFont, grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1, size: 4 } };
    const clock = this.clock;
    this.plot = new uPlot({
      width,
      height: this.spec.height,
      ms: 1,
      series: [{}, ...this.spec.series()],
      bands: this.spec.bands?.(),
      scales: { x: { time: false, range: (_, min, max) => [min, max] }, y: { range: () => this.spec.range } },
      axes: [
        { ...axis, space: clock.type === 'calendar' ? 110 : 60, size: 26, label: this.spec.xTitle, labelSize: 16, labelFont: kAxisFont, labelGap: 0, values: (_, values) => ticks(clock, values) },
        { ...axis, size: 52, space: 26, values: (_, values) => values.map(this.spec.asNumber) },
      ],
      legend: { show: false },
      focus: { alpha: 0.25 },
      cursor: { y: false, focus: { prox: this.spec.onNearest === undefined ? -1 : 24 }, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 5 },
                bind: { dblclick: () => () => { this.viewport.reset(); return null; } } },
      hooks: {
        draw: this.spec.draw === undefined ? [] : [this.spec.draw],
        setSeries: [(_, series) => this.spec.onNearest?.(series === null ? null : series - 1)],
        setSelect: [(u) => {
          if (u.select.width < 5) return;
          this.viewport.show(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
        }],
        ready: [(u) => this.listen(u)],
      },
    }, this.spec.data(this.viewport.from, this.viewport.to, width * kRowsPerPixel), this.host);
  }

  private listen(plot: uPlot): void {
    let pressed = 0;
    plot.over.addEventListener('mousemove', (event) => {
      const x = this.nearest(plot.posToVal(event.offsetX, 'x'));
      if (x !== null) this.viewport.point(x);
    });
    plot.over.addEventListener('mousedown', (event) => { pressed = event.clientX; });
    plot.over.addEventListener('click', (event) => {
      if (Math.abs(event.clientX - pressed) > 4) return;
      const x = this.nearest(plot.posToVal(event.offsetX, 'x'));
      if (x !== null) this.select(x);
    });
    // A plain wheel scrolls the page; with a key, or sideways, it moves the plot.
    plot.over.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey) this.viewport.zoom(Math.exp(event.deltaY * 0.003), plot.posToVal(event.offsetX, 'x'));
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.viewport.pan((event.deltaX || event.deltaY) / plot.width);
      else return;
      event.preventDefault();
    }, { passive: false });
  }

  /** The stop nearest to x. */
  private nearest(x: number): number | null {
    const { stops } = this.spec;
    if (stops.length === 0) return null;
    const behind = upperBound(stops, x);
    const before = stops[Math.max(0, behind - 1)], after = stops[Math.min(behind, stops.length - 1)];
    return x - before <= after - x ? before : after;
  }

  private onKey(event: KeyboardEvent): void {
    const { viewport } = this;
    const step = (by: number) => {
      const { stops } = this.spec;
      if (stops.length === 0) return;
      const now = viewport.at === null ? -1 : upperBound(stops, viewport.at) - 1;
      const wanted = now === -1 && by !== Infinity ? 0 : now + by;
      const x = stops[Math.min(Math.max(wanted, 0), stops.length - 1)];
      viewport.reveal(x);
      viewport.point(x);
    };
    switch (event.key) {
      case 'ArrowRight': event.shiftKey ? viewport.pan(0.1) : step(1); break;
      case 'ArrowLeft': event.shiftKey ? viewport.pan(-0.1) : step(-1); break;
      case 'PageDown': step(10); break;
      case 'PageUp': step(-10); break;
      case 'Home': step(-Infinity); break;
      case 'End': step(Infinity); break;
      case '+': case '=': viewport.zoom(0.5, viewport.at ?? undefined); break;
      case '-': viewport.zoom(2, viewport.at ?? undefined); break;
      case '0': case 'Escape': viewport.reset(); break;
      case 'Enter': if (viewport.at !== null) this.select(viewport.at, true); break;
      default: return;
    }
    event.preventDefault();
  }

  private showPoint(): void {
    const { at } = this.viewport;
    if (at !== null) {
      this.host.setAttribute('aria-valuenow', String(at));
      const value = this.spec.valueAt(at), where = this.spec.xName?.(at) ?? place(this.clock, at);
      this.readout.textContent = value === '' || this.spec.onNearest !== undefined ? '' : `${where}: ${value}`;
      this.host.setAttribute('aria-valuetext', value === '' ? where : `${where}: ${value}`);
    }
    if (this.plot === null || this.stale || !this.inSight) return;
    const left = at === null ? -10 : this.plot.valToPos(at, 'x');
    this.plot.setCursor({ left, top: 10 }, false);
  }
}

function upperBound(stops: ArrayLike<number>, x: number): number {
  let begin = 0, end = stops.length;
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if (stops[middle] <= x) begin = middle + 1;
    else end = middle;
  }
  return begin;
}
