import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { contractPage } from '@t1/shared/contract-page';
import { askPassword } from './cli/ask-password.ts';
import { createAdmin, refusePassword, refuseUsername } from './cli/create-admin.ts';
import { help } from './cli/help.ts';
import { replayFile } from './cli/replay-command.ts';
import { Trouble } from './cli/trouble.ts';
import { keptPassword, passwordFile } from './exercise/accounts.ts';
import { readCommandSettings } from './platform/env.ts';

const contractFile = new URL('../../docs/contract.md', import.meta.url);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The commands of `npm run t1`, each under its two words; they answer the exit code. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  'exercise replay': async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        speed: { type: 'string', default: '60' },
        url: { type: 'string' },
        limit: { type: 'string' },
        run: { type: 'string' },
        silence: { type: 'string', default: '30' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Trouble('Name one file of calls.');
    const { speed, url, limit, run, silence } = values;
    return replayFile({ file, speed, url, limit, run, silence }, readCommandSettings(), say);
  },

  'exercise accounts': async (args) => {
    parseArgs({ args, options: {} });
    const { exercisePassword, dataDir } = readCommandSettings();
    const file = passwordFile(dataDir);
    if (exercisePassword === undefined && (await keptPassword(dataDir)) === undefined) {
      throw new Trouble(`There is no exercise password yet: the first npm start writes it to ${file}.`);
    }
    say(
      `Password of all exercise accounts: ${exercisePassword === undefined ? file : 'T1_EXERCISE_PASSWORD'}`,
    );
    say(
      't1-operator · t1-supervisor · <directorate>-reporter · <directorate>-duty (sabha-reporter, tripoli-duty)',
    );
    say('auditor-west · auditor-east · admin-west · admin-east');
    return 0;
  },

  'admin create': async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        username: { type: 'string' },
        ministry: { type: 'string' },
        'name-ar': { type: 'string', default: 'مدير النظام' },
        'name-en': { type: 'string', default: 'Administrator' },
      },
    });
    const { username, ministry } = values;
    if (username === undefined) throw new Trouble('Name the administrator: --username <name>.');
    troubleIf(refuseUsername(username));
    const { databaseUrl, adminPassword } = readCommandSettings();
    if (databaseUrl === undefined) {
      throw new Trouble(
        'No database: set DATABASE_URL, or start the room (npm start) on this data directory.',
      );
    }
    const password = adminPassword ?? (await askPassword('Password: '));
    troubleIf(refusePassword(password));
    const isRepeated = adminPassword !== undefined || (await askPassword('Once more: ')) === password;
    if (!isRepeated) throw new Trouble('The two passwords differ. Nothing was made.');
    const admin = { username, ministry, nameAr: values['name-ar'], nameEn: values['name-en'] };
    await createAdmin(databaseUrl, admin, password);
    say(`Administrator ${username} was made.`);
    return 0;
  },

  'contract write': async (args) => {
    parseArgs({ args, options: {} });
    await writeFile(contractFile, contractPage());
    say('docs/contract.md is written.');
    return 0;
  },
};

function troubleIf(refusal: string | undefined): void {
  if (refusal !== undefined) throw new Trouble(refusal);
}

async function main([noun = '', verb = '', ...args]: string[]): Promise<number> {
  if ([noun, verb, ...args].some((word) => word === '--help' || word === '-h') || noun === '') {
    process.stdout.write(help);
    return noun === '' ? 1 : 0;
  }
  const command = commands[`${noun} ${verb}`];
  if (command === undefined) throw new Trouble(`There is no command "${noun} ${verb}". Try --help.`);
  return command(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`T1  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
