/**
 * The enrolment code handed over by the start script as `--enrol=...`, as a URL fragment: a fragment is sent to nobody
 * and stands in no log.
 */
export function enrolmentFragment(argv: readonly string[]): string {
  const given = argv.find((argument) => argument.startsWith('--enrol='))?.slice('--enrol='.length) ?? '';
  return given === '' || given.length > 4096 ? '' : `#code=${encodeURIComponent(given)}`;
}
