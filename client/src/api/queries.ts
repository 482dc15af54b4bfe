import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CallOf, Door, OutputOf } from '@t1/shared/endpoint';
import type { Problem } from '@t1/shared/errors';
import { listIncidentTypes } from '@t1/shared/incident-doors';
import type { IncidentTypeView } from '@t1/shared/incidents';
import type { DirectorateView } from '@t1/shared/organisation';
import { listOrganisation } from '@t1/shared/organisation';
import { useMemo } from 'react';
import { nameOf, useLocale } from '../i18n/t.tsx';
import type { ClientProblem } from './call.ts';
import { call } from './call.ts';

/** A refused reading, as the query cache keeps it. */
export class Refused extends Error {
  readonly problem: Problem | ClientProblem;

  constructor(problem: Problem | ClientProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Calls a door and throws Refused instead of answering a problem: the form the query cache wants. */
export async function ask<D extends Door>(
  door: D,
  input: CallOf<D>,
  signal?: AbortSignal,
): Promise<OutputOf<D>> {
  const result = await call(door, input, signal === undefined ? {} : { signal });
  if (!result.ok) throw new Refused(result.problem);
  return result.output;
}

interface ReadingOptions {
  readonly enabled?: boolean;
  readonly staleTime?: number;
  /** Goes on showing the last answer while another one is asked for. */
  readonly keepPrevious?: boolean;
}

/** Reads through a door once and keeps the answer; live things do not come this way. */
export function useReading<D extends Door>(door: D, input: CallOf<D>, options: ReadingOptions = {}) {
  const { enabled = true, staleTime = 0, keepPrevious = false } = options;
  return useQuery<OutputOf<D>, Refused>({
    queryKey: [door.name, input],
    queryFn: ({ signal }) => ask(door, input, signal),
    enabled,
    staleTime,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reference data as the screen needs it: names by id in the language of the screen; an id nobody knows stays an id. */
export interface Reference {
  readonly types: readonly IncidentTypeView[];
  readonly directorates: readonly DirectorateView[];
  readonly typeName: (id: string) => string;
  readonly directorateName: (id: string) => string;
  /** For narrow columns: what tells one directorate from another, without the words all of them share. */
  readonly directorateShort: (id: string) => string;
  readonly districtName: (id: string) => string;
  /** All names of a thing in both languages, for search. */
  readonly searchWords: (typeId: string, directorateId: string) => string;
}

interface Named {
  readonly id: string;
  readonly nameAr: string;
  readonly nameEn: string;
}

const nothing: readonly never[] = [];
const sharedWords = /^مديرية أمن | Security Directorate$/u;

/** The catalogue of types and the organisation, read once for the whole session. */
export function useReference(): Reference {
  const { locale } = useLocale();
  const types = useReading(listIncidentTypes, {}, { staleTime: Infinity }).data?.items ?? nothing;
  const organisation = useReading(listOrganisation, {}, { staleTime: Infinity }).data;

  return useMemo(() => {
    const directorates = organisation?.directorates ?? nothing;
    const typesById = byId(types);
    const directoratesById = byId(directorates);
    const districtsById = byId(organisation?.districts ?? nothing);
    const nameIn = (known: ReadonlyMap<string, Named>) => (id: string) => {
      const named = known.get(id);
      return named === undefined ? id : nameOf(named, locale);
    };
    return {
      types,
      directorates,
      typeName: nameIn(typesById),
      directorateName: nameIn(directoratesById),
      directorateShort: (id) => nameIn(directoratesById)(id).replace(sharedWords, ''),
      districtName: nameIn(districtsById),
      searchWords: (typeId, directorateId) =>
        [typesById.get(typeId), directoratesById.get(directorateId)]
          .flatMap((named) => (named === undefined ? [] : [named.nameAr, named.nameEn]))
          .join(' '),
    };
  }, [types, organisation, locale]);
}

function byId<T extends Named>(named: readonly T[]): ReadonlyMap<string, T> {
  return new Map(named.map((one) => [one.id, one]));
}
