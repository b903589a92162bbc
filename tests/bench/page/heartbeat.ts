/** The longest time for which the page could do nothing else: a clerk feels it as a frozen window. */
export function startHeartbeat(): { stop(): { readonly longest: number; readonly over100: number } } {
  const every = 10;
  let last = performance.now();
  let longest = 0;
  let over100 = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const gap = now - last - every;
    last = now;
    longest = Math.max(longest, gap);
    if (gap > 100) over100 += 1;
  }, every);
  return {
    stop() {
      clearInterval(timer);
      return { longest, over100 };
    },
  };
}
