import { describe, expect, it } from 'vitest';
import { worldSize, worldX, worldY } from '../canvas/mercator.ts';
import { placeSymbols, rankSymbols, SpotIndex } from './placement.ts';
import type { MapSymbol } from './symbol.ts';

const symbol = (id: string, lat: number, lon: number, more: Partial<MapSymbol> = {}): MapSymbol => ({
  id,
  lat,
  lon,
  shape: 'circle',
  glyph: '4',
  colour: '#009FE2',
  ring: 'none',
  emphasis: 'plain',
  ...more,
});

const crowd = Array.from({ length: 10_000 }, (_, index) =>
  symbol(`s${index}`, 24 + ((index * 7919) % 9000) / 1000, 10 + ((index * 104_729) % 14_000) / 1000, {
    shape: index % 500 === 0 ? 'diamond' : 'circle',
  }),
);

describe('symbols that would lie on each other', () => {
  it('are gathered under the gravest, exactly where it is', () => {
    const grave = symbol('grave', 32.9, 13.2, { shape: 'diamond' });
    const spots = placeSymbols(rankSymbols([symbol('a', 32.88, 13.18), grave, symbol('b', 32.91, 13.21)]), {
      zoom: 6,
      reach: 30,
    });
    expect(spots).toHaveLength(1);
    expect(spots[0]?.members.map(({ id }) => id)).toEqual(['grave', 'a', 'b']);
    expect(spots[0]?.x).toBeCloseTo(worldX(13.2) * worldSize(6));
    expect(spots[0]?.y).toBeCloseTo(worldY(32.9) * worldSize(6));
  });

  it('come apart as the map comes nearer', () => {
    const ranked = rankSymbols([symbol('a', 32.9, 13.2), symbol('b', 32.8, 13.4)]);
    expect(placeSymbols(ranked, { zoom: 6, reach: 30 })).toHaveLength(1);
    expect(placeSymbols(ranked, { zoom: 11, reach: 30 })).toHaveLength(2);
  });

  it('pulse as one while any of them is unanswered', () => {
    const [spot] = placeSymbols(
      rankSymbols([
        symbol('a', 32.9, 13.2, { shape: 'diamond' }),
        symbol('b', 32.9, 13.2, { ring: 'pulse' }),
      ]),
      { zoom: 6, reach: 30 },
    );
    expect(spot?.symbol.id).toBe('a');
    expect(spot?.isPulsing).toBe(true);
  });

  it('leave the selected one standing alone', () => {
    const spots = placeSymbols(rankSymbols([symbol('a', 32.9, 13.2), symbol('b', 32.9, 13.2)]), {
      zoom: 16,
      reach: 30,
      apart: 'b',
    });
    expect(spots.map(({ members }) => members.length)).toEqual([1, 1]);
  });

  it('fan out around their point when asked, each reachable by itself', () => {
    const heap = Array.from({ length: 30 }, (_, index) => symbol(`h${index}`, 27, 14.4));
    const spots = placeSymbols(rankSymbols(heap), { zoom: 16, reach: 30, fanned: new Set(['h7']) });
    expect(spots).toHaveLength(30);
    expect(spots.every(({ members, stem }) => members.length === 1 && stem !== undefined)).toBe(true);
    const nearest = Math.min(
      ...spots.flatMap((a, index) => spots.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))),
    );
    expect(nearest).toBeGreaterThan(24);
  });

  it('are all still counted, and no two heaps touch', () => {
    const spots = placeSymbols(rankSymbols(crowd), { zoom: 6.5, reach: 30 });
    expect(spots.reduce((sum, { members }) => sum + members.length, 0)).toBe(crowd.length);
    expect(new Set(spots.flatMap(({ members }) => members.map(({ id }) => id))).size).toBe(crowd.length);
    const nearest = Math.min(
      ...spots.flatMap((a, index) => spots.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))),
    );
    expect(nearest).toBeGreaterThanOrEqual(30);
  });

  it('all stand where they are when gathering is off', () => {
    expect(placeSymbols(rankSymbols(crowd), { zoom: 6, reach: 0 })).toHaveLength(crowd.length);
  });
});

describe('the pointer', () => {
  const spots = placeSymbols(
    rankSymbols([symbol('sabha', 27.04, 14.43), symbol('tripoli', 32.89, 13.19, { shape: 'diamond' })]),
    { zoom: 8, reach: 30 },
  );
  const index = new SpotIndex(spots, 52);
  const x = worldX(14.43) * worldSize(8);
  const y = worldY(27.04) * worldSize(8);

  it('finds the symbol under it', () => {
    expect(index.at(x + 6, y - 6, 16)?.symbol.id).toBe('sabha');
  });

  it('finds nothing beside it', () => {
    expect(index.at(x + 17, y, 16)).toBeUndefined();
  });

  it('finds what a search through all ten thousand would find', () => {
    const all = placeSymbols(rankSymbols(crowd), { zoom: 9, reach: 0 });
    const filed = new SpotIndex(all, 40);
    for (const probe of all.filter((_, at) => at % 400 === 0)) {
      const point = { x: probe.x + 5, y: probe.y + 3 };
      const nearest = Math.min(...all.map((spot) => Math.hypot(spot.x - point.x, spot.y - point.y)));
      const found = filed.at(point.x, point.y, 20);
      expect(found === undefined ? NaN : Math.hypot(found.x - point.x, found.y - point.y)).toBeCloseTo(
        nearest,
        6,
      );
    }
  });
});
