import 'reflect-metadata';
import { passwordFile } from './exercise/accounts.ts';
import type { LivingCountry } from './exercise/living-country.ts';
import { playLivingCountry } from './exercise/living-country.ts';
import { Clock } from './platform/clock.ts';
import { readSettings } from './platform/env.ts';
import { openRoom } from './room.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const settings = readSettings();
  const room = await openRoom(settings);
  say(`T1 is open at ${room.url}`);
  if (room.exercise !== undefined) {
    const { password, made } = room.exercise;
    say(
      made
        ? `Exercise accounts (t1-operator, tripoli-duty, sabha-reporter …) have the password ${password}`
        : `Exercise accounts: password in ${settings.exercisePassword === undefined ? passwordFile(settings.dataDir) : 'T1_EXERCISE_PASSWORD'}`,
    );
  }
  let country: LivingCountry | undefined;
  if (settings.exerciseScenario && room.exercise !== undefined) {
    const clock = new Clock();
    country = playLivingCountry({
      url: room.url,
      password: room.exercise.password,
      elapsedMs: () => clock.elapsedMs(),
      warn: say,
    });
  }
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    // A request that never ends must not keep the room from closing.
    setTimeout(() => process.exit(1), 10_000).unref();
    void Promise.resolve(country?.stop())
      .then(() => room.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`T1 did not close in order: ${String(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
} catch (error) {
  process.stderr.write(`T1 could not open: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
