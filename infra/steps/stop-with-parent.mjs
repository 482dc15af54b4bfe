// Loaded before the server (node --import): when the launcher is killed without a chance to stop it, the server stops itself.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, 500);
timer.unref();
