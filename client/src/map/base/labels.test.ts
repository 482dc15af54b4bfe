import { describe, expect, it } from 'vitest';
import type { BaseMap } from './base-map.ts';
import { labelWishes, placeLabels, type LabelWish } from './labels.ts';

const wish = (id: string, x: number, y: number, more: Partial<LabelWish> = {}): LabelWish => ({
  id,
  text: id,
  style: 'town',
  dot: 'dot',
  x,
  y,
  width: 60,
  height: 16,
  rank: 100,
  slots: ['right', 'left', 'above', 'below'],
  ...more,
});

const ids = (labels: ReturnType<typeof placeLabels>): readonly string[] =>
  labels.map((label) => label.wish.id);

describe('names on the map', () => {
  it('never lie on each other, however crowded the coast', () => {
    const crowd = Array.from({ length: 300 }, (_, index) =>
      wish(`place ${index}`, (index * 37) % 700, (index * 53) % 400, { rank: index }),
    );
    const labels = placeLabels(crowd);
    expect(labels.length).toBeGreaterThan(20);
    for (const [index, a] of labels.entries()) {
      for (const b of labels.slice(index + 1)) {
        const isApart =
          a.left + a.wish.width <= b.left ||
          b.left + b.wish.width <= a.left ||
          a.top + a.wish.height <= b.top ||
          b.top + b.wish.height <= a.top;
        expect(isApart, `${a.wish.id} and ${b.wish.id}`).toBe(true);
      }
    }
  });

  it('give way by rank: the capital keeps its name, the suburb beside it loses its own', () => {
    const only = ['right'] as const;
    const labels = placeLabels([
      wish('suburb', 104, 100, { rank: 500, slots: only }),
      wish('capital', 100, 110, { rank: 0, slots: only }),
    ]);
    expect(ids(labels)).toEqual(['capital']);
  });

  it('take the next slot when the first one is taken', () => {
    const labels = placeLabels([wish('first', 100, 100, { rank: 1 }), wish('second', 90, 100, { rank: 2 })]);
    expect(ids(labels)).toEqual(['first', 'second']);
    expect(labels[1]?.left).toBeLessThan(90 - 60);
  });

  it('step aside for a symbol on their town', () => {
    const symbol = { left: 80, top: 80, right: 120, bottom: 120 };
    const [label] = placeLabels([wish('town', 100, 100)], [symbol]);
    expect(label).toBeDefined();
    expect(
      label === undefined ||
        label.left >= symbol.right ||
        label.left + 60 <= symbol.left ||
        label.top >= symbol.bottom ||
        label.top + 16 <= symbol.top,
    ).toBe(true);
  });

  it('write a city under a symbol rather than not at all, but leave a village out', () => {
    const everywhere = { left: -500, top: -500, right: 700, bottom: 700 };
    expect(
      ids(
        placeLabels(
          [wish('city', 100, 100, { style: 'city' }), wish('village', 400, 400, { style: 'minor' })],
          [everywhere],
        ),
      ),
    ).toEqual(['city']);
  });

  it('keep off the coast line when another slot is free', () => {
    const coast = Array.from({ length: 40 }, (_, index) => ({
      left: 100 + index * 5,
      top: 99,
      right: 102 + index * 5,
      bottom: 101,
    }));
    expect(placeLabels([wish('port', 100, 100)], [], coast)[0]?.left).toBeLessThan(100);
  });
});

describe('what a zoom calls for', () => {
  const place = {
    id: 'p',
    nameAr: 'المرج',
    nameEn: 'Al Marj',
    x: 0.55,
    y: 0.4,
    kind: 'city',
    minZoom: 6,
    order: 0,
  };
  const district = { id: 'd', nameAr: 'المرج', nameEn: 'Marj', x: 0.5505, y: 0.4, rings: [], breadth: 0.02 };
  const base: BaseMap = {
    land: [],
    districts: [district],
    neighbours: [],
    far: [],
    districtLines: [],
    frontier: [],
    coast: [],
    foreignCoast: [],
    foreignBorders: [],
    roads: [],
    places: [
      place,
      { ...place, id: 'village', nameAr: 'قرية', nameEn: 'Village', kind: 'village', minZoom: 9 },
    ],
    countries: [],
  };
  const wishes = (zoom: number, locale: 'ar' | 'en' = 'ar', scale = 1): readonly string[] =>
    labelWishes(base, { zoom, locale, scale, measure: (text) => text.length * 7, sea: '' }).map(
      ({ text }) => text,
    );

  it('shows a village only near', () => {
    expect(wishes(7)).not.toContain('قرية');
    expect(wishes(9)).toContain('قرية');
  });

  it('writes the language asked for', () => {
    expect(wishes(7, 'en')).toContain('Al Marj');
    expect(wishes(7, 'en')).not.toContain('المرج');
  });

  it('does not repeat a town as the name of its district beside it', () => {
    expect(wishes(6.5).filter((text) => text === 'المرج')).toHaveLength(1);
  });

  it('asks for fewer names when they are enlarged', () => {
    expect(wishes(9, 'ar', 3)).not.toContain('قرية');
  });
});
