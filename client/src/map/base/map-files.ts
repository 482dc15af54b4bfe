import { decodeBaseMap, type BaseMap } from './base-map.ts';

const loaded = new Map<string, Promise<BaseMap>>();

/** Fetches and decodes the bundled base map once per folder; a failed attempt is forgotten, so that it can be tried again. */
export function loadBaseMap(folder: string): Promise<BaseMap> {
  const known = loaded.get(folder);
  if (known !== undefined) return known;
  const attempt = fetchBaseMap(folder);
  loaded.set(folder, attempt);
  attempt.catch(() => loaded.delete(folder));
  return attempt;
}

async function fetchBaseMap(folder: string): Promise<BaseMap> {
  type Files = Parameters<typeof decodeBaseMap>;
  const [topology, roads, places] = await Promise.all([
    fetchJson<Files[0]>(`${folder}basemap.topojson`),
    fetchJson<Files[1]>(`${folder}roads.geojson`),
    fetchJson<Files[2]>(`${folder}places.json`),
  ]);
  return decodeBaseMap(topology, roads, places);
}

async function fetchJson<Content>(address: string): Promise<Content> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Content;
}
