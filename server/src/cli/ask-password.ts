import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Trouble } from './trouble.ts';

/** Asks for a password on the terminal without showing it; throws `Trouble` when nobody sits there. */
export function askPassword(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    throw new Trouble('There is no terminal to ask for the password. Set T1_ADMIN_PASSWORD instead.');
  }
  stderr.write(prompt);
  // Readline echoes into its output; this one swallows what is typed.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    lines.question('', (answer) => {
      lines.close();
      stderr.write('\n');
      resolve(answer);
    });
    lines.on('SIGINT', () => {
      lines.close();
      stderr.write('\n');
      reject(new Trouble('Nothing was made.'));
    });
  });
}
