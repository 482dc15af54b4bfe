import type { MapLocale } from '../base/labels.ts';

const GAP = 10;
const EDGE = 6;

/** A small box of text beside a point of the map, in the reading direction of the language, never outside the map. */
export class Tooltip {
  private readonly box: HTMLDivElement;
  private readonly host: HTMLElement;
  private shownKey = '';

  constructor(host: HTMLElement) {
    this.host = host;
    this.box = document.createElement('div');
    this.box.className = 't1-map-tooltip';
    this.box.setAttribute('role', 'tooltip');
    this.box.hidden = true;
    host.append(this.box);
  }

  /** Shows lines above the point (CSS pixels in the map), or below it near the upper edge; the first line is the title. */
  show(
    key: string,
    lines: readonly string[],
    point: { x: number; y: number },
    radius: number,
    locale: MapLocale,
  ): void {
    if (lines.length === 0) return this.hide();
    if (key !== this.shownKey) {
      this.shownKey = key;
      this.box.dir = locale === 'ar' ? 'rtl' : 'ltr';
      this.box.lang = locale;
      this.box.replaceChildren(...lines.map(lineElement));
    }
    this.box.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = Math.min(Math.max(EDGE, point.x - width / 2), this.host.clientWidth - width - EDGE);
    const above = point.y - radius - GAP - height;
    const top = above >= EDGE ? above : point.y + radius + GAP;
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.shownKey = '';
    this.box.hidden = true;
  }

  remove(): void {
    this.box.remove();
  }
}

function lineElement(text: string): HTMLElement {
  const line = document.createElement('div');
  line.textContent = text;
  return line;
}
