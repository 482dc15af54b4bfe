import type { Scope } from '@t1/shared/jurisdiction';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Adds the scope to a query over a table with an `audience` column: the only way rows are read for somebody. */
export function withinScope<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  alias: string,
  scope: Scope,
): SelectQueryBuilder<T> {
  switch (scope.kind) {
    case 'national':
      return query;
    case 'directorate':
      return query.andWhere(`${alias}.audience @> array[:scopeDirectorate]::text[]`, {
        scopeDirectorate: scope.directorateId,
      });
    case 'none':
      return query.andWhere('false');
  }
}

/**
 * The scope as a condition of a written statement over a table with an `audience` column. Its value, where it
 * needs one, is added to the parameters.
 */
export function scopeCondition(scope: Scope, alias: string, parameters: unknown[]): string {
  switch (scope.kind) {
    case 'national':
      return 'true';
    case 'directorate':
      parameters.push(scope.directorateId);
      return `${alias}.audience @> array[$${parameters.length}]::text[]`;
    case 'none':
      return 'false';
  }
}
