import { useEffect, useState } from 'react';
import type { BaseMap } from '../base/base-map.ts';
import { loadBaseMap } from '../base/map-files.ts';

const MAP_FOLDER = `${import.meta.env.BASE_URL}map/`;

export interface BaseMapLoad {
  readonly base: BaseMap | undefined;
  readonly hasFailed: boolean;
  readonly retry: () => void;
}

/** The bundled base map: on its way, there, or failed and waiting for `retry`. */
export function useBaseMap(): BaseMapLoad {
  const [base, setBase] = useState<BaseMap>();
  const [{ attempt, hasFailed }, setAttempt] = useState({ attempt: 0, hasFailed: false });
  useEffect(() => {
    let isWanted = true;
    loadBaseMap(MAP_FOLDER).then(
      (loaded) => isWanted && setBase(loaded),
      () => isWanted && setAttempt({ attempt, hasFailed: true }),
    );
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  return { base, hasFailed, retry: () => setAttempt({ attempt: attempt + 1, hasFailed: false }) };
}
