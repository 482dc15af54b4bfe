import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** argon2id at the floor OWASP gives: 19 MiB, two passes; about 30 ms of one core. */
const cost = { memory: 19_456, passes: 2 };

/** Verifications at once, and how many may wait: a flood of logins must not take the room's cores. */
const atOnce = 2;
const mayWait = 40;

let running = 0;
const waiting: (() => void)[] = [];

/** Thrown when so many verifications wait that another would only make it worse. */
export class TooManyVerifications extends Error {}

async function derive(password: string, nonce: Buffer, { memory, passes }: typeof cost): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw new TooManyVerifications();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const message = password.normalize('NFKC');
      argon2('argon2id', { message, nonce, memory, passes, parallelism: 1, tagLength: 32 }, (error, key) => {
        if (error) reject(error);
        else resolve(key);
      });
    });
  } finally {
    // The place is handed to the next in line, so that nobody can slip in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** A text that holds the algorithm, its cost, the salt and the key. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const key = await derive(password, nonce, cost);
  return `argon2id$${cost.memory}$${cost.passes}$${nonce.toString('base64url')}$${key.toString('base64url')}`;
}

const decoy = `argon2id$${cost.memory}$${cost.passes}$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`;

/** True when the password is the one that was hashed, at the cost of its day; without a hash it takes as long and is false. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [algorithm, memory, passes, nonce, key] = (hash ?? decoy).split('$');
  if (algorithm !== 'argon2id' || nonce === undefined || key === undefined) return false;
  const then = { memory: Number(memory), passes: Number(passes) };
  const derived = await derive(password, Buffer.from(nonce, 'base64url'), then);
  const expected = Buffer.from(key, 'base64url');
  return derived.length === expected.length && timingSafeEqual(derived, expected) && hash !== undefined;
}
