/**
 * Where somebody was is theirs, and so is what the list was asked there: another person begins at 工作台. Called before
 * the office opens, which reads its first address from here.
 */
export function forgetAddress(): void {
  window.history.replaceState(null, '', '#/');
}
