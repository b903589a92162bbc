/** The 开通码 the start command put behind `#code=`; taken out of the address at once, so that it stays in no history. */
export function takeEnrolmentCode(): string {
  const match = /^#code=(.+)$/.exec(window.location.hash);
  if (match === null) return '';
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}#/`);
  try {
    return decodeURIComponent(match[1] ?? '');
  } catch (error) {
    // A hash that was cut off is not a code; the clerk pastes it instead.
    if (error instanceof URIError) return '';
    throw error;
  }
}
