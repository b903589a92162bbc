/**
 * The enrolment code handed over by the start script, as a URL fragment: a fragment is sent to nobody and stands in no
 * log. It comes by environment because every user of the computer can read a program's arguments.
 */
export function enrolmentFragment(environment: Readonly<Record<string, string | undefined>>): string {
  const code = environment['LEDGER_ENROL_CODE'] ?? '';
  return code === '' || code.length > 4096 ? '' : `#code=${encodeURIComponent(code)}`;
}
