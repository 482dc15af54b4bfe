// What the person at the terminal reads: one line per step, English and Arabic, on the error stream so that answers stay clean.

/** A failure with a sentence for people; printed without a stack. */
export class Trouble extends Error {}

/** Says what happens now. */
export function say(english, arabic) {
  process.stderr.write(arabic ? `T1  ${english} · ${arabic}\n` : `T1  ${english}\n`);
}

/** The last word of a program that failed: its sentence; with T1_STACK set, also where it happened. */
export function explain(error) {
  const where = process.env.T1_STACK === undefined ? '' : `\n${error.stack}`;
  process.stderr.write(`\nT1  ${error.message}${where}\n`);
}

/** Whether the output of npm or pnpm tells that the registry could not be reached. */
export function soundsUnreachable(output) {
  return /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|META_FETCH_FAIL|dns error|error sending request/.test(
    output,
  );
}

/** The failure to show when a tool could not fetch what it needs. */
export function unreachable(what) {
  return new Trouble(
    `${what} could not be fetched: the npm registry does not answer.\n` +
      '    The first start needs it; later starts need no network. Check the connection or the proxy (npm config get registry), then run the command again.\n' +
      '    تعذّر الوصول إلى سجل الحزم. التشغيل الأول يحتاج إلى الشبكة، وما بعده لا يحتاج إليها.',
  );
}
