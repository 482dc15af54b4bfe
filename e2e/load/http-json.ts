import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

export interface JsonAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body, or nothing when there was none. */
  readonly body: unknown;
}

export interface JsonRequest {
  readonly cookie?: string;
  /** JSON text. */
  readonly body?: string;
  readonly timeoutMs?: number;
}

/** One request to a server of this machine; throws when the line breaks or no answer comes in time. */
export function requestJson(
  origin: string,
  method: 'GET' | 'POST',
  path: string,
  { cookie, body, timeoutMs = 10_000 }: JsonRequest = {},
): Promise<JsonAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${origin}${path}`,
      {
        method,
        agent,
        headers: {
          'X-T1': '1',
          ...(cookie === undefined ? {} : { Cookie: cookie }),
          ...(body === undefined
            ? {}
            : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, body: readBody(Buffer.concat(chunks), headers) });
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function readBody(bytes: Buffer, headers: IncomingHttpHeaders): unknown {
  const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  if (plain.length === 0 || headers['content-type']?.includes('json') !== true) return undefined;
  return JSON.parse(plain.toString('utf8')) as unknown;
}
