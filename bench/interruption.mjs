/** Rejects on Ctrl-C, and when nobody reads what is printed: the servers must be stopped first. */
export function interruption() {
  const interrupted = new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => reject(new Error(`stopped by ${signal}`)));
    }
    process.stdout.on('error', reject);
  });
  interrupted.catch(() => undefined); // it may come before anybody waits for it
  return interrupted;
}
