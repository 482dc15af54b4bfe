import { randomUUID } from 'node:crypto';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Logger } from '@nestjs/common';
import type { Problem, Refusal } from '@t1/shared/errors';
import { statusOf } from '@t1/shared/errors';
import { localeFrom, problemText } from '@t1/shared/problem-texts';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';
import { Refused } from './refused.ts';

const retryAfterSeconds: Partial<Record<number, number>> = { 429: 5, 503: 3, 507: 30 };

/** PostgreSQL error classes that mean "not now": connection lost, out of resources, shut down, lock or time limit. */
const passing = /^(08|53|57|55P03|40|25P03)/;

/** Every refusal and every fault leaves the house in the one shape of the contract. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const requestId = randomUUID();
    const refusal = refusalOf(error);
    if (refusal.code === 'internal' || refusal.code === 'busy') {
      this.logger.error(`${requestId} ${request.method} ${request.path}: ${describe(error)}`);
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    const status = statusOf[refusal.code];
    const retryAfter = retryAfterSeconds[status];
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    const problem: Problem = {
      ...refusal,
      message: problemText(refusal, localeFrom(request.headers['accept-language'])),
      requestId,
    };
    response.status(status).json(problem);
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof HttpException) return { code: codeOfStatus(error.getStatus()) };
  const code = codeOf(error);
  if (code === '53100') return { code: 'storage-full' };
  if (error instanceof QueryFailedError && code !== undefined && passing.test(code)) return { code: 'busy' };
  if (isConnectionFault(error, code)) return { code: 'busy' };
  const status = statusFrom(error);
  return { code: status === undefined ? 'internal' : codeOfStatus(status) };
}

/** What Express and its body parser say by status alone. */
function codeOfStatus(status: number): Refusal['code'] {
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'too-many-requests';
  if (status === 503) return 'busy';
  return status < 500 ? 'malformed' : 'internal';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function statusFrom(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

function isConnectionFault(error: unknown, code: string | undefined): boolean {
  if (code !== undefined && /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(code)) return true;
  if (code !== undefined && passing.test(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
