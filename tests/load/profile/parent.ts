/** Tells the bench that started this process where it listens, and then how many seconds of a core it has taken. */
export const tellParent = (url: string | undefined): void => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ taken: (user + system) / 1e6 });
  });
  process.send?.({ url });
  // Being asked is no reason to go on living.
  process.channel?.unref();
};
