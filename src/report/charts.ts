import { escapeHtml } from './escape-html.js';
import type { Words } from './figures.js';

/** A horizontal bar from `from` (0 where it is not given) to `to`. */
export interface Bar {
  readonly label: string;
  readonly from?: number;
  readonly to: number;
  /** What stands beside the bar. */
  readonly text: string;
}

export interface Chart {
  readonly title: Words;
  readonly note?: Words;
  readonly bars: readonly Bar[];
}

const WIDTH = 900;
const LABEL_WIDTH = 340;
const TEXT_WIDTH = 150;
const ROW = 22;

/** A bar chart as a self-contained SVG, in Chinese as the page is: no script, no style sheet, nothing to fetch. */
export function chartSvg({ title, bars }: Chart): string {
  const ends = bars.flatMap(({ from = 0, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const scale = (WIDTH - LABEL_WIDTH - TEXT_WIDTH) / (high - low || 1);
  const x = (value: number): number => Math.round((LABEL_WIDTH + (value - low) * scale) * 10) / 10;
  const height = bars.length * ROW;
  const rows = bars.map(({ label, from = 0, to, text }, index) => {
    const middle = index * ROW + ROW / 2;
    const [left, right] = [x(Math.min(from, to)), x(Math.max(from, to))];
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end" dominant-baseline="central">${escapeHtml(label)}</text>`,
      `<rect x="${left}" y="${index * ROW + 4}" width="${Math.max(right - left, 1).toFixed(1)}" height="${ROW - 8}" fill="${to < from ? '#c0563b' : '#3b6ea5'}"/>`,
      `<text x="${right + 6}" y="${middle}" dominant-baseline="central" fill="#555">${escapeHtml(text)}</text>`,
    ].join('');
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" width="100%" role="img" aria-label="${escapeHtml(title.zh)}" font-size="12">`,
    `<line x1="${x(0)}" y1="0" x2="${x(0)}" y2="${height}" stroke="#999"/>`,
    ...rows,
    '</svg>',
  ].join('\n');
}
