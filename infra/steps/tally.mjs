// Counts what passed and what failed, and has the last word.

/** A fresh count. Everything it prints goes to standard output, where the last line is looked for. */
export function openTally() {
  const failures = [];
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const print = (line) => process.stdout.write(`${line}\n`);
  return {
    heading: (name) => print(`\n── ${name}`),
    /** One thing that either passed or failed. */
    count(name, isGood) {
      if (isGood) passed += 1;
      else {
        failed += 1;
        failures.push(name);
      }
      print(`${isGood ? '✓' : '✗'} ${name}`);
    },
    /** The numbers of a whole test run, with the names of what failed in it. */
    add(numbers) {
      passed += numbers.passed;
      failed += numbers.failed.length;
      skipped += numbers.skipped;
      failures.push(...numbers.failed);
    },
    /** Prints what failed and, as the very last line, the counts; answers the exit code. */
    close() {
      if (failures.length > 0) print(`\nFailed · فشل\n${failures.map((name) => `  ✗ ${name}`).join('\n')}`);
      print(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
      return failed === 0 && passed > 0 ? 0 : 1;
    },
  };
}
