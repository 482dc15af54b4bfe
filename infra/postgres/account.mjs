// PostgreSQL refuses to run as root: this file chooses the account it runs as and asks what that account can reach.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';

/** The uid and gid PostgreSQL runs as; undefined when the current user is not root and may run it itself. */
export function chooseAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = accounts.find((fields) => fields[0] === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    'PostgreSQL may not run as root, and this machine has neither a "postgres" nor a "nobody" account.',
  );
}

/** Whether the account may enter the directory; found by trying, since mode bits do not tell the whole story. */
export function canEnter(account, directory) {
  if (!account) return true;
  const trial = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return trial.status === 0;
}

/** Lets other accounts pass through a directory of ours without seeing what is in it. */
export function openForPassage(directory) {
  const { uid, mode } = statSync(directory);
  if (uid === process.getuid?.()) chmodSync(directory, (mode & 0o7777) | 0o011);
}

/** Gives a file or directory to the account. */
export function giveTo(account, path) {
  if (account) chownSync(path, account.uid, account.gid);
}
