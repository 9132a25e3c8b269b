/** Stands for the portal under test: says "ready", names each signal that reaches it, and ends a moment later. */
setTimeout(() => process.exit(9), 15_000);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    process.stdout.write(`${signal}\n`);
    setTimeout(() => process.exit(7), 700);
  });
}
process.stdout.write(`ready ${process.argv.slice(2).join(" ")}\n`);
