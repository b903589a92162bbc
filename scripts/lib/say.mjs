/** A reason to stop that a person can act on. Anything else that is thrown is a defect and keeps its stack. */
export class PlainStop extends Error {}

/** One line to the person at the terminal. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a command's main function; a PlainStop becomes one sentence and exit code 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (!(error instanceof PlainStop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
