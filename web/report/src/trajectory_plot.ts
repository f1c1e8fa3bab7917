/** One trajectory: raw scores as dots, the smoothed level with its 90 % band, turning points. */
import uPlot from 'uplot';
import type { Clock, Finding, Trajectory } from './data';
import { type Detail, firstNotBelow, join, Pyramid } from './detail';
import { colour } from './dom';
import { type TimePlot, TimePlotView } from './plot';
import type { Viewport } from './viewport';
import { aboutTrajectory, arrow, name, plain, sentence, signed } from './words';

export function trajectoryPlot(t: Trajectory, findings: Finding[], clock: Clock, viewport: Viewport,
                               select: (x: number, byKey?: boolean) => void): TimePlotView {
  const pyramid = new Pyramid(join(t.raw, t.level));
  const turns = t.turning_points.map((i) => findings[i]);
  const asNumber = t.signal ? plain : signed;
  let shown: Detail = pyramid.part(viewport.from, viewport.to, 2);

  const draw = (u: uPlot): void => {
    const { ctx } = u;
    const scale = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left, u.bbox.top - 14 * scale, u.bbox.width, u.bbox.height + 14 * scale);
    ctx.clip();
    drawRaw(u, shown, t.signal, scale);
    turns.forEach((finding, i) => drawTurn(u, finding, neighbours(turns, i, viewport), scale));
    ctx.restore();
  };

  const spec: TimePlot = {
    label: `${name(t.who)}: ${aboutTrajectory(t)}; ${t.facts}. ` +
      (turns.length === 0 ? 'No turning point.' : `${turns.map((f) => `${sentence(f, asNumber)} (${f.strength})`).join('; ')}.`),
    height: 200,
    xTitle: clock.type === 'order' ? 'turn' : undefined,
    range: [t.range[0], t.range[1]],
    asNumber,
    series: () => [
      { label: 'level', stroke: colour('level'), width: 2, points: { show: false }, spanGaps: true },
      { label: 'low', stroke: 'transparent', points: { show: false }, spanGaps: true },
      { label: 'high', stroke: 'transparent', points: { show: false }, spanGaps: true },
    ],
    bands: () => [{ series: [3, 2], fill: colour('band') }],
    data: (from, to, rows) => {
      shown = pyramid.part(from, to, rows);
      return [shown.x, shown.level, shown.low, shown.high] as uPlot.AlignedData;
    },
    draw,
    valueAt: (x) => {
      const raw = at(t.raw.x, x), level = at(t.level.x, x);
      return [raw === -1 ? '' : asNumber(t.raw.y[raw]), level === -1 ? '' : `level ${asNumber(t.level.y[level])}`].filter((part) => part !== '').join(', ');
    },
    stops: t.raw.x,
  };
  return new TimePlotView(spec, clock, viewport, select);
}

/** Index of x among increasing ones; -1: not among them. */
function at(xs: number[], x: number): number {
  const i = firstNotBelow(xs, x);
  return xs[i] === x ? i : -1;
}

/** How far the levels beside a turning point reach: to the next ones, or the ends. */
function neighbours(turns: Finding[], i: number, viewport: Viewport): [number, number] {
  const places = turns.map((f) => f.x ?? NaN).filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const own = places.indexOf(turns[i].x ?? NaN);
  return [places[own - 1] ?? viewport.first, places[own + 1] ?? viewport.last];
}

/** A dot a score, filled above zero and open below; where they lie too close, the extremes of each step. */
function drawRaw(u: uPlot, shown: Detail, signal: boolean, scale: number): void {
  const { ctx } = u;
  const up = colour('up'), down = colour('down');
  const radius = 3 * scale;
  ctx.lineWidth = 1.5 * scale;
  for (let i = 0; i < shown.x.length; ++i) {
    const low = shown.rawLow[i], high = shown.rawHigh[i];
    if (low === null || high === null) continue;
    const x = u.valToPos(shown.x[i], 'x', true);
    if (shown.bucketed) {
      ctx.strokeStyle = up;
      ctx.globalAlpha = 0.45;
      ctx.beginPath();
      ctx.moveTo(x, u.valToPos(low, 'y', true) + 0.5);
      ctx.lineTo(x, u.valToPos(high, 'y', true) - 0.5);
      ctx.stroke();
      continue;
    }
    ctx.beginPath();
    ctx.arc(x, u.valToPos(high, 'y', true), radius, 0, 2 * Math.PI);
    if (high < 0 && !signal) {
      ctx.strokeStyle = down;
      ctx.stroke();
    } else {
      ctx.fillStyle = up;
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

function drawTurn(u: uPlot, finding: Finding, [from, to]: [number, number], scale: number): void {
  if (finding.x === null) return;
  const { ctx } = u;
  const x = u.valToPos(finding.x, 'x', true);
  ctx.strokeStyle = ctx.fillStyle = colour(finding.direction === 'down' ? 'down' : 'up');
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash(finding.grade === 'significant' ? [] : [5 * scale, 4 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, u.bbox.top);
  ctx.lineTo(x, u.bbox.top + u.bbox.height);
  ctx.stroke();
  ctx.setLineDash([2 * scale, 3 * scale]);
  ctx.beginPath();
  if (finding.before !== null && finding.after !== null) {
    const before = u.valToPos(finding.before, 'y', true), after = u.valToPos(finding.after, 'y', true);
    ctx.moveTo(u.valToPos(from, 'x', true), before);
    ctx.lineTo(x, before);
    ctx.moveTo(x, after);
    ctx.lineTo(u.valToPos(to, 'x', true), after);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `${14 * scale}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText(arrow(finding), x, u.bbox.top + 1);
}
